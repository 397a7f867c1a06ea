# frozen_string_literal: true

module Veille
  # Nothing was published, and trying the same again is no use. The codes are closed: RefusalCode of the contract.
  class Refused < StandardError
    attr_reader :code, :errors

    def initialize(code, errors = [])
      @code = code
      @errors = errors
      super(code)
    end

    def outcome(key)
      Outcome.of(key, "refused", code:, errors:)
    end
  end
end
