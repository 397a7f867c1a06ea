# frozen_string_literal: true

module Veille
  # Posts that wait for a moderator's approval.
  module Review
    # Within the transaction in which a moderator approves. A rejected post can still be approved, days later; not one
    # that its author has back.
    def self.approved(reviewable, post_id)
      row = Publication.lock.find_by(reviewable_id: reviewable.id)
      return if row.nil?
      if row.cancelled?
        raise Discourse::InvalidAccess.new(nil, nil, custom_message: "veille.errors.given_back")
      end
      publish(row, post_id)
    end

    # The newer event for the same; also fired where `approved_post` is not.
    def self.transitioned(status, reviewable)
      return if status.to_sym != :approved || !reviewable.is_a?(ReviewableQueuedPost)
      approved(reviewable, reviewable.target_id)
    end

    # Takes over what a moderator decided while nobody listened (the plugin was off). Answers the reviewable.
    def self.sync(row)
      return if row.reviewable_id.nil?
      reviewable = Reviewable.find_by(id: row.reviewable_id)
      publish(row, reviewable.target_id) if reviewable&.approved?
      reviewable
    end

    # "Revise and reject" is the one rejection in which core itself sends the text to its author.
    def self.watch_revisions
      return if !ReviewableQueuedPost.method_defined?(:perform_revise_and_reject_post)
      ReviewableQueuedPost.prepend(Revision)
    end

    module Revision
      def perform_revise_and_reject_post(performed_by, args)
        super.tap do
          ::Veille::Publication.where(reviewable_id: id).update_all(text_sent_back: true)
        end
      end
    end

    def self.publish(row, post_id)
      return if !row.in_review? || post_id.nil?
      row.update!(state: :published, post_id:, finished_at: Time.zone.now)
    end

    private_class_method :publish
  end
end
