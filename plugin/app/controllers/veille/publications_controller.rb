# frozen_string_literal: true

module Veille
  class PublicationsController < ServiceController
    # said per item, as `wait: read_only`
    allow_in_readonly_mode :create, :outcomes

    def create
      answer(items(Shapes::PUBLICATION, most: 20)) { |item| Publish.new(item).call }
    end

    def outcomes
      answer(items(Shapes::KEY, most: 50)) do |item|
        Known.of(item) || Outcome.of(item[:key], "unknown")
      end
    end

    def cancel
      answer(items(Shapes::KEY, most: 50)) { |item| Cancel.new(item).call }
    end
  end
end
