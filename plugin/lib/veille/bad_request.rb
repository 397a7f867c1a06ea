# frozen_string_literal: true

module Veille
  # A call of the service that breaks the contract: answered 400, nothing done for any of its items.
  class BadRequest < StandardError
    attr_reader :code, :path

    def initialize(code, path = nil)
      @code = code
      @path = path
      super([code, path].compact.join(": "))
    end
  end
end
