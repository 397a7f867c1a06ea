# frozen_string_literal: true

module Veille
  # Whether somebody's alerts are held. Only of people who chose their hours, while the service is alive.
  class Silence
    ASKED = <<~SQL
      SELECT loud.user_id, loud.intervals::text AS intervals, loud.unanswered, lease.ends_at
      FROM veille_loud_intervals AS loud, veille_leases AS lease
      WHERE loud.user_id IN (:user_ids) AND loud.intervals IS NOT NULL AND lease.id = :lease
    SQL

    # By user id; whoever is not in it is told of everything.
    def self.of(user_ids)
      return {} if user_ids.empty?
      DB
        .query(ASKED, user_ids:, lease: Lease::ONE)
        .to_h do |row|
          intervals = JSON.parse(row.intervals)
          [row.user_id, new(intervals, row.unanswered, Now.in_ms(row.ends_at))]
        end
    end

    # All in ms since the epoch. `unanswered`: the first beginning for which the service has said nothing.
    def initialize(intervals, unanswered, lease_ends)
      @intervals = intervals
      @unanswered = unanswered
      @lease_ends = lease_ends
    end

    def holds?(now)
      return false if now >= @lease_ends || stale?(now)
      @intervals.none? { |start, finish| start <= now && now < finish }
    end

    private

    def stale?(now)
      !@unanswered.nil? && @unanswered <= now - LoudIntervals::PATIENCE
    end
  end
end
