# frozen_string_literal: true

module Veille
  # When a person accepts to be alerted, as the service has worked it out: the bounds of intervals, ms since the epoch.
  # No bounds: as before, nothing is held. `spoken` is the last beginning that the service has answered for, by a digest
  # or by its word that none is due; `unanswered` the first one after it.
  class LoudIntervals < ActiveRecord::Base
    self.table_name = "veille_loud_intervals"
    self.record_timestamps = false

    # How long a beginning may go without a word from the service, ms.
    PATIENCE = 30 * 60 * 1000

    scope :chosen, -> { where.not(bounds: nil) }
    scope :stale, ->(now) { chosen.where("unanswered <= ?", now - PATIENCE) }

    # Keeps finished intervals; an older version changes nothing. What began before the person chose needs no word.
    # Answers how it went: the contract's outcome.
    def self.keep(item, now = Now.ms)
      return "gone" if !User.exists?(id: item[:user_id])
      kept = DB.query_single(KEEP, **item.slice(:user_id, :version), bounds: bounds(item), now:)
      kept.empty? ? "older" : "stored"
    end

    # The service has answered for these beginnings: pairs of user id and ms.
    def self.speak(pairs)
      latest = pairs.group_by(&:first).transform_values { |said| said.map(&:last).max }
      return if latest.empty?
      DB.exec(SPEAK, ids: latest.keys, starts: latest.values)
    end

    # Two accounts become one: until the service says more, the hours of the first hold where the second has none.
    def self.merge(source_id, target_id)
      return if exists?(user_id: target_id)
      where(user_id: source_id).update_all(user_id: target_id)
    end

    # Growing, whatever comes: `first_after` and Silence count on it.
    def self.bounds(item)
      return if item[:intervals].nil?
      pairs = item[:intervals].map { |ends| ends.map { |instant| Now.in_ms(instant) } }
      growing = pairs.select { |start, finish| start < finish }.sort
      union =
        growing.each_with_object([]) do |(start, finish), all|
          all.last && start <= all.last ? all.push([all.pop, finish].max) : all.push(start, finish)
        end
      "{#{union.join(",")}}"
    end

    # A start stands where the number of those before it is even. Both are expressions in SQL.
    def self.first_after(bounds, instant)
      "#{bounds}[(width_bucket(#{instant}, #{bounds}) + 1) | 1]"
    end

    SPOKEN = "CASE WHEN kept.bounds IS NULL THEN excluded.spoken ELSE kept.spoken END"
    KEEP = <<~SQL
      WITH given AS (SELECT CAST(:bounds AS bigint[]) AS bounds)
      INSERT INTO veille_loud_intervals AS kept
        (user_id, version, bounds, spoken, unanswered, updated_at)
      SELECT :user_id, :version, bounds, :now, #{first_after("bounds", ":now")}, clock_timestamp()
      FROM given
      ON CONFLICT (user_id) DO UPDATE SET
        version = excluded.version,
        bounds = excluded.bounds,
        spoken = #{SPOKEN},
        unanswered = #{first_after("excluded.bounds", SPOKEN)},
        updated_at = excluded.updated_at
      WHERE kept.version <= excluded.version
      RETURNING user_id
    SQL

    SPEAK = <<~SQL
      UPDATE veille_loud_intervals AS kept
      SET spoken = said.start, unanswered = #{first_after("kept.bounds", "said.start")}
      FROM unnest(ARRAY[:ids]::integer[], ARRAY[:starts]::bigint[]) AS said (user_id, start)
      WHERE kept.user_id = said.user_id AND kept.spoken < said.start
    SQL

    private_class_method :bounds, :first_after
  end
end
