# frozen_string_literal: true

module Veille
  # Silence is a lease: the service says once a minute that it is alive, and what it holds back will be told by it.
  class Lease < ActiveRecord::Base
    self.table_name = "veille_leases"
    self.record_timestamps = false

    ONE = 1
    LENGTH = 60.minutes

    # Answers the new end, ms since the epoch.
    def self.renew
      (Now.ms + LENGTH.in_milliseconds).tap { |ends_at| upsert({ id: ONE, ends_at: }) }
    end

    # ms since the epoch; nil: there was never a beat.
    def self.ends_at
      where(id: ONE).pick(:ends_at)
    end

    def self.over?
      last = ends_at
      last.nil? || last <= Now.ms
    end
  end
end
