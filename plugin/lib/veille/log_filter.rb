# frozen_string_literal: true

module Veille
  # Rails logs the parameters of every request. What people wrote must not be among them.
  # Keys are matched with their parents: `items.message.posts`.
  module LogFilter
    PATTERNS = [
      /(\A|\.)items\.(raw|title|tags|recipients|shortUrls|intervals)\z/,
      /(\A|\.)items\.(draft|message)\.\w+\z/,
    ].freeze
  end
end
