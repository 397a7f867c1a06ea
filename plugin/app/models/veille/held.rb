# frozen_string_literal: true

module Veille
  # What a person was not told of by mail, push or live alert, for the digest to tell. One row for person, post and type,
  # whatever becomes of the forum's notification: it destroys and makes anew those of a topic.
  class Held < ActiveRecord::Base
    self.table_name = "veille_held"
    self.inheritance_column = nil
    self.record_timestamps = false

    scope :unmarked, -> { where(digest_key: nil) }

    # Within a savepoint of its own, so that a failure spoils nobody's transaction.
    def self.record(user_id:, post_id:, type:, by_user_id:)
      transaction(requires_new: true) do
        insert(
          { user_id:, post_id:, type:, by_user_id:, at: Time.zone.now },
          unique_by: %i[user_id post_id type],
        )
      end
    end

    # Two accounts become one; what both have is kept once.
    def self.merge(source_id, target_id)
      twice = where(user_id: target_id).select(:post_id, :type)
      where(user_id: source_id).where("(post_id, type) IN (?)", twice).delete_all
      where(user_id: source_id).update_all(user_id: target_id)
    end
  end
end
