# frozen_string_literal: true

module Veille
  # The service's word that it is alive, and what is kept about people's hours.
  module Calm
    # `none_due`: for whom nothing is due at a beginning. Answers the contract's Beat.
    def self.beat(none_due)
      ends_at = Lease.renew
      LoudIntervals.speak(none_due.map { |one| [one[:user_id], Now.in_ms(one[:start])] })
      stale = LoudIntervals.stale(Now.ms).order(:user_id).pluck(:user_id)
      { leaseUntil: Time.at(0, ends_at, :millisecond, in: "UTC").iso8601(3), stale: }
    end

    # People who chose their hours, and for whom nothing is held since the service is silent.
    def self.unanswered
      Lease.over? ? LoudIntervals.chosen : LoudIntervals.stale(Now.ms)
    end

    def self.forget(user_id)
      [LoudIntervals, Held].each { |rows| rows.where(user_id:).delete_all }
    rescue StandardError => error
      # nobody is kept from leaving by it
      Failure.log(error)
    end
  end
end
