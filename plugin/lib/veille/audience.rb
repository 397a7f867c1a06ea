# frozen_string_literal: true

module Veille
  # Core names the recipients of a post before it notifies them one by one: they are asked about at once, and again
  # every few seconds while it takes.
  module Audience
    FRESH = 5 # seconds

    # `users` as core gives them: a list, or a query.
    def self.expect(users)
      ids = users.is_a?(Array) ? users.compact.map(&:id) : users.pluck(:id)
      Thread.current[:veille_audience] = { of: forum, ids: ids.to_set }
    rescue StandardError => error
      # they are asked about one by one
      Thread.current[:veille_audience] = nil
      Failure.log(error)
    end

    # When that person's silence ends (see Silence); nil: core has not named them.
    def self.silence_ends(user_id)
      here = Thread.current[:veille_audience]
      return if here.nil? || here[:of] != forum || here[:ids].exclude?(user_id)
      ask(here) if here[:asked_at].nil? || clock - here[:asked_at] > FRESH
      here[:silences][user_id]
    end

    def self.ask(here)
      here[:silences] = Silence.ends(here[:ids].to_a)
      here[:asked_at] = clock
    end

    # One process may serve several forums.
    def self.forum
      RailsMultisite::ConnectionManagement.current_db
    end

    def self.clock
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end

    private_class_method :ask, :forum, :clock
  end
end
