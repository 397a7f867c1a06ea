# frozen_string_literal: true

module Veille
  # (not version.rb: Discourse's inflector reads that name as `Discourse`)
  module Release
    VERSION = "0.1.0"

    # What plugin and service say to each other (shared/src/api/forum.ts); each refuses another.
    CONTRACT = 1
  end
end
