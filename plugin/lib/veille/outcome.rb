# frozen_string_literal: true

module Veille
  # One item of an answer. Every answer carries every field; what does not apply is nil.
  module Outcome
    FIELDS = {
      postId: nil,
      topicId: nil,
      postNumber: nil,
      reviewableId: nil,
      code: nil,
      retryAfter: nil,
      errors: [].freeze,
    }.freeze

    def self.of(key, outcome, **known)
      { key:, outcome:, **FIELDS, **known }
    end

    # Where a post stands now; it may have moved since, or be deleted.
    def self.place(post_id)
      post = Post.with_deleted.find_by(id: post_id)
      { postId: post_id, topicId: post&.topic_id, postNumber: post&.post_number }
    end
  end
end
