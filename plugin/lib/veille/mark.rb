# frozen_string_literal: true

module Veille
  # The key of a deferred post, carried by what core makes of it, and written down in the same transaction.
  module Mark
    # `before_create_post` fires before the transaction: nothing may be written here.
    def self.put_on(post, opts)
      mark = opts && opts[:veille_publication]
      # an approved post has its row since it went to review
      post.veille_publication = mark if mark.present? && !opts[:reviewed_queued_post]
    end

    def self.keep_post(post)
      keep(post.veille_publication, user_id: post.user_id, post_id: post.id, state: :published)
    end

    def self.keep_review(reviewable)
      payload = reviewable.payload
      return if !payload.is_a?(Hash)
      keep(
        payload["veille_publication"],
        user_id: reviewable.target_created_by_id,
        reviewable_id: reviewable.id,
        state: :in_review,
      )
    end

    # A Discourse, or a plugin, that made the post without our callbacks: better a row too late than a post twice.
    def self.keep_late(item, result)
      made = { post_id: result.post&.id, reviewable_id: result.reviewable&.id }.compact
      raise ActiveRecord::RecordNotFound, "neither post nor review" if made.empty?
      Rails.logger.error("Veille: #{item[:key]} was not kept in the transaction of its post")
      keep(
        item.slice(*NewPost::MARKED),
        user_id: item[:user_id],
        **made,
        state: made[:post_id] ? :published : :in_review,
      )
    end

    def self.keep(mark, **row)
      return if mark.blank?
      mark = mark.with_indifferent_access
      Publication
        .create!(key: mark[:key], content_hash: mark[:content_hash], **row)
        .tap { DigestMark.note(mark) }
    end

    private_class_method :keep
  end
end
