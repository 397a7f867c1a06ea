# frozen_string_literal: true

module Veille
  # Nothing was published, and the same may succeed later. The codes are closed: WaitCode of the contract.
  class NotNow < StandardError
    attr_reader :code, :retry_after, :errors

    # `retry_after` in seconds
    def initialize(code, retry_after, errors = [])
      @code = code
      @retry_after = retry_after
      @errors = errors
      super(code)
    end

    def outcome(key)
      Outcome.of(key, "wait", code:, retryAfter: retry_after, errors:)
    end
  end
end
