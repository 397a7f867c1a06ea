# frozen_string_literal: true

module Veille
  # What a person was not told of by mail, push or live alert, for the digest to tell. One row for person, post and type,
  # whatever becomes of the forum's notification: it destroys and makes anew those of a topic.
  class Held < ActiveRecord::Base
    self.table_name = "veille_held"
    self.inheritance_column = nil
    self.record_timestamps = false

    scope :unmarked, -> { where(digest_key: nil) }

    # Not waited for until it is on the disk, which takes longer than all the rest: core's own mail, in whose place it
    # stands, is in Redis at this moment, and no safer there.
    UNAWAITED = "RETURNING set_config('synchronous_commit', 'off', true)"
    RECORD = <<~SQL
      INSERT INTO veille_held (user_id, post_id, type, by_user_id, at)
      VALUES (:user_id, :post_id, :type, :by_user_id, :at)
      ON CONFLICT (user_id, post_id, type) DO NOTHING
    SQL

    # Within a transaction of somebody's, in a savepoint, and with its promises: a failure of ours must not spoil it.
    def self.record(**row)
      row[:at] = Time.now.utc.iso8601(6)
      return DB.exec(RECORD + UNAWAITED, row) if !connection.transaction_open?
      transaction(requires_new: true) { DB.exec(RECORD, row) }
    end

    # Two accounts become one; what both have is kept once.
    def self.merge(source_id, target_id)
      twice = where(user_id: target_id).select(:post_id, :type)
      where(user_id: source_id).where("(post_id, type) IN (?)", twice).delete_all
      where(user_id: source_id).update_all(user_id: target_id)
    end
  end
end
