# frozen_string_literal: true

module Veille
  # When a person accepts to be alerted, as the service has worked it out: instants, ms since the epoch. No intervals:
  # as before, nothing is held. `spoken` is the last beginning that the service has answered for, by a digest or by its
  # word that none is due; `unanswered` the first one after it.
  class LoudIntervals < ActiveRecord::Base
    self.table_name = "veille_loud_intervals"
    self.record_timestamps = false

    # How long a beginning may go without a word from the service, ms.
    PATIENCE = 30 * 60 * 1000

    scope :chosen, -> { where.not(intervals: nil) }
    scope :stale, ->(now) { chosen.where("unanswered <= ?", now - PATIENCE) }

    # Keeps finished intervals; an older version changes nothing. What began before the person chose needs no word.
    # Answers how it went: the contract's outcome.
    def self.keep(item, now = Now.ms)
      return "gone" if !User.exists?(id: item[:user_id])
      kept = DB.query_single(KEEP, **item.slice(:user_id, :version), intervals: json(item), now:)
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

    def self.json(item)
      item[:intervals]&.map { |ends| ends.map { |instant| Now.in_ms(instant) } }&.to_json
    end

    # `intervals`, `spoken`: expressions in SQL
    def self.first_after(intervals, spoken)
      <<~SQL
        (
          SELECT min((one->>0)::bigint)
          FROM jsonb_array_elements(#{intervals}) AS one
          WHERE (one->>0)::bigint > #{spoken}
        )
      SQL
    end

    KEEP = <<~SQL
      WITH given AS (SELECT CAST(:intervals AS jsonb) AS intervals)
      INSERT INTO veille_loud_intervals AS kept
        (user_id, version, intervals, spoken, unanswered, updated_at)
      SELECT :user_id, :version, intervals, :now, #{first_after("intervals", ":now")}, clock_timestamp()
      FROM given
      ON CONFLICT (user_id) DO UPDATE SET
        version = excluded.version,
        intervals = excluded.intervals,
        spoken = CASE WHEN kept.intervals IS NULL THEN excluded.spoken ELSE kept.spoken END,
        unanswered = #{
      first_after(
        "excluded.intervals",
        "CASE WHEN kept.intervals IS NULL THEN excluded.spoken ELSE kept.spoken END",
      )
    },
        updated_at = excluded.updated_at
      WHERE kept.version <= excluded.version
      RETURNING user_id
    SQL

    SPEAK = <<~SQL
      UPDATE veille_loud_intervals AS kept
      SET spoken = said.start, unanswered = #{first_after("kept.intervals", "said.start")}
      FROM unnest(ARRAY[:ids]::integer[], ARRAY[:starts]::bigint[]) AS said (user_id, start)
      WHERE kept.user_id = said.user_id AND kept.spoken < said.start
    SQL

    private_class_method :json, :first_after
  end
end
