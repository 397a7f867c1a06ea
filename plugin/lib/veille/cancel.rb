# frozen_string_literal: true

module Veille
  # The fence: makes sure that a key never publishes any more, or says that it has.
  class Cancel
    def initialize(item)
      @item = item
    end

    def call
      settled || TryLock.hold(@item[:key]) { settled || end_key } || busy
    rescue StandardError => error
      Failure.read(error)
      settled || busy
    end

    private

    # Nothing is left to do for what is published, ended, or somebody else's.
    def settled
      outcome = Known.of(@item)
      outcome if outcome && %w[existing cancelled key_conflict].include?(outcome[:outcome])
    end

    def end_key
      Publication.transaction { Tombstone.raise_over(@item) }
      settled
    rescue ActiveRecord::RecordNotUnique
      settled
    end

    def busy
      Outcome.of(@item[:key], "busy", retryAfter: Publish::KEY_BUSY)
    end
  end
end
