# frozen_string_literal: true

module Veille
  # A row of ours, and the review it may stand for, as the contract says it.
  module RowOutcome
    # Why a post in review came to nothing; nil: a moderator declined it.
    REMOVED = "removed_by_author"
    SENT_BACK = "text_sent_back"

    def self.of(row)
      return Outcome.of(row.key, "cancelled") if row.cancelled?
      reviewable = Review.sync(row)
      return Outcome.of(row.key, "existing", **Outcome.place(row.post_id)) if row.published?

      ids = { reviewableId: row.reviewable_id, topicId: reviewable&.topic_id }
      return Outcome.of(row.key, "in_review", **ids) if reviewable&.pending?
      Outcome.of(row.key, "rejected", **ids, code: end_of_review(row, reviewable))
    end

    def self.end_of_review(row, reviewable)
      return SENT_BACK if row.text_sent_back
      return if !reviewable&.deleted?
      last = reviewable.reviewable_histories.order(:id).last
      REMOVED if last&.created_by_id == row.user_id
    end

    private_class_method :end_of_review
  end
end
