# frozen_string_literal: true

module Veille
  # What is held for a person: everything that no digest has told of, and of it what is still news to them.
  class HeldThings
    # The contract's most for one digest.
    MOST = 5000

    def self.not_reached(user_id)
      { userId: user_id, outcome: "not_reached", heldIds: [], things: [], unopened: nil }
    end

    def initialize(user_id)
      @user_id = user_id
    end

    def answer
      rows = mine.unmarked.order(:id).limit(MOST).to_a
      {
        userId: @user_id,
        outcome: "read",
        heldIds: rows.map(&:id),
        things: news(rows),
        unopened:,
      }
    end

    private

    def mine
      Held.where(user_id: @user_id)
    end

    def unopened
      digest = DigestKey.newest(@user_id)
      return if digest&.unopened_topic.nil?
      { key: digest.key, things: news(mine.where(digest_key: digest.key).order(:id).to_a) }
    end

    def news(rows)
      posts = standing(rows.map(&:post_id))
      unread = UnreadPosts.new(@user_id, posts.values)
      shown = rows.select { |row| posts[row.post_id] && unread.include?(posts[row.post_id]) }
      names = User.where(id: shown.map(&:by_user_id)).pluck(:id, :username).to_h
      shown.map { |row| thing(row, posts[row.post_id], names[row.by_user_id]) }
    end

    # What stands, or the copy that stands for it; by the ids that were asked.
    def standing(post_ids)
      now = Moves.post_ids(post_ids)
      posts = Post.where(id: now.values).includes(:topic).index_by(&:id)
      now.transform_values { |id| posts[id] }.compact
    end

    def thing(row, post, by)
      {
        heldId: row.id,
        type: row.type,
        at: row.at.utc.iso8601(3),
        topicId: post.topic_id,
        postId: post.id,
        postNumber: post.post_number,
        title: post.topic.title,
        byUsername: by,
      }
    end
  end
end
