# frozen_string_literal: true

module Veille
  # Ends a key: under the same unique index as a publication, so that an attempt still running meets it and rolls back.
  module Tombstone
    # Within a transaction, with the key's lock held. Answers the row: a tombstone now, or the publication that was
    # faster. Waits for nobody longer than RowPatience; raises RecordNotUnique where a straggler has just committed.
    def self.raise_over(item)
      row = Publication.at(item[:key])
      return erect(item) if row.nil?
      withdraw(row) if row.in_review?
      row
    end

    def self.erect(item)
      Publication.create!(
        **item.slice(:key, :user_id, :content_hash),
        state: :cancelled,
        finished_at: Time.zone.now,
      )
    end

    # The reviewable is locked before the row, in the order in which an approval takes them.
    def self.withdraw(row)
      reviewable = ReviewableQueuedPost.lock.find_by(id: row.reviewable_id)
      row.lock!
      Review.sync(row)
      return if row.published?
      delete(reviewable) if reviewable&.pending?
      row.update!(state: :cancelled, finished_at: Time.zone.now)
    end

    # As ReviewablesController does when authors delete their own.
    def self.delete(reviewable)
      author = reviewable.target_created_by
      return if author.nil?
      reviewable.perform(author, :delete, { guardian: Guardian.new(author) })
    end

    private_class_method :erect, :withdraw, :delete
  end
end
