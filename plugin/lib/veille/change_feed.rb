# frozen_string_literal: true

module Veille
  # Changes in the order in which readers may see them. A transaction that began first may commit last, so neither ids
  # nor times tell what is still to come. Positions do: they are given only to rows that are committed, one after
  # another without holes, by one process at a time. Whoever has read up to a position has missed nothing before it.
  module ChangeFeed
    KEPT = 30.days
    LOCK = 8_341_000_001

    # Answers what came after the cursor; a cursor of nil only asks where to begin.
    def self.after(cursor, limit)
      number
      # past the request's query cache; what gets its position meanwhile is for the next call
      Change.uncached do
        latest = newest
        next { changes: [], latest:, gap: false } if cursor.nil?
        rows = Change.where(position: (cursor + 1)..latest).order(:position).limit(limit)
        told = rows.reject { |row| row.type.nil? }
        { changes: told.map { |row| told_as(row) }, latest:, gap: gap?(cursor, latest) }
      end
    end

    # Gives positions to what is committed. Where another process does so right now, it does it for us too.
    def self.number
      return if Discourse.pg_readonly_mode?
      alone { give_positions }
    end

    # What happened before now was not heard (the plugin was off): every cursor meets a gap.
    def self.interrupt
      alone do
        give_positions
        last = newest
        Change.create!(position: last + 2, at: Time.zone.now)
        Change.where(position: ..last).delete_all
      end
    end

    # The newest stays, so that no position is given twice.
    def self.prune
      number
      oldest = Change.where("at >= ?", KEPT.ago).minimum(:position) || newest
      Change.where(position: ...oldest).delete_all
    end

    def self.newest
      Change.uncached { Change.maximum(:position).to_i }
    end

    # Rows are gone that the cursor has not seen; or the forum is an older one, restored from a backup.
    def self.gap?(cursor, latest)
      oldest = Change.minimum(:position)
      cursor > latest || (oldest.present? && cursor < oldest - 1)
    end

    def self.alone
      Change.transaction do
        yield if DB.query_single("SELECT pg_try_advisory_xact_lock(?)", LOCK).first
      end
    end

    def self.give_positions
      DB.exec(<<~SQL, last: newest)
        WITH fresh AS (
          SELECT id, row_number() OVER (ORDER BY id) AS place
          FROM veille_changes
          WHERE position IS NULL
        )
        UPDATE veille_changes
        SET position = :last + fresh.place
        FROM fresh
        WHERE veille_changes.id = fresh.id
      SQL
    end

    def self.told_as(row)
      {
        id: row.position,
        at: row.at.iso8601(3),
        type: row.type,
        topicId: row.topic_id,
        postId: row.post_id,
        newTopicId: row.new_topic_id,
        newPostId: row.new_post_id,
        userId: row.user_id,
        newUserId: row.new_user_id,
        groupId: row.group_id,
        key: row.key,
        createdAt: row.created_at&.iso8601(3),
      }
    end

    private_class_method :newest, :gap?, :alone, :give_positions, :told_as
  end
end
