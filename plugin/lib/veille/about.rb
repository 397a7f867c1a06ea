# frozen_string_literal: true

module Veille
  # Which plugin on which Discourse, for everybody.
  module About
    def self.answer
      {
        plugin: Release::VERSION,
        contract: Release::CONTRACT,
        discourse: Discourse::VERSION::STRING,
        missing: BootCheck.missing,
      }
    end
  end
end
