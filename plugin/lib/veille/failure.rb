# frozen_string_literal: true

module Veille
  # What an exception of the forum's means for the post that met it.
  module Failure
    BUSY_ROWS = [
      ActiveRecord::LockWaitTimeout,
      ActiveRecord::Deadlocked,
      PG::LockNotAvailable,
      PG::TRDeadlockDetected,
    ].freeze
    DECLINED = [
      Discourse::InvalidParameters,
      ActiveRecord::RecordInvalid,
      ActiveRecord::RecordNotSaved,
    ].freeze

    def self.read(error)
      case error
      when Refused, NotNow
        error
      when Discourse::ReadOnly
        NotNow.new("read_only", 60)
      when RateLimiter::LimitExceeded
        limit(error)
      when Discourse::InvalidAccess
        Refused.new("refused", [I18n.t("js.errors.reasons.forbidden")])
      when *BUSY_ROWS
        NotNow.new("topic_busy", 5)
      when *DECLINED
        Refused.new("refused", [error.message])
      else
        unforeseen(error)
      end
    end

    def self.limit(error)
      code = error.type.to_s.end_with?("-per-day") ? "daily_limit" : "rate_limited"
      NotNow.new(code, [error.available_in.to_i, 1].max, [error.description])
    end

    # The message may quote a text: only class and place are logged.
    def self.log(error)
      Rails.logger.error("Veille: #{error.class} #{Array(error.backtrace).first(8).join(" | ")}")
    end

    # A fault of the forum's or of another plugin's.
    def self.unforeseen(error)
      log(error)
      NotNow.new("forum_error", 60)
    end

    private_class_method :limit, :unforeseen
  end
end
