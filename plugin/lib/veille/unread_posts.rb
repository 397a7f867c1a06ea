# frozen_string_literal: true

module Veille
  # Which of some posts a person may see and has not seen: neither the post, nor the notification that told of it.
  class UnreadPosts
    def initialize(user_id, posts)
      @posts = posts.select(&:topic)
      @user = User.find_by(id: user_id)
      @guardian = Guardian.new(@user)
    end

    def include?(post)
      @user.present? && post.topic.present? && !seen?(post) && @guardian.can_see?(post)
    end

    private

    def seen?(post)
      place = [post.topic_id, post.post_number]
      post.post_number <= (last_read[post.topic_id] || 0) || timed.include?(place) ||
        notified[post.topic_id]&.any? { |told| told.include?(post) }
    end

    def topic_ids
      @topic_ids ||= @posts.map(&:topic_id).uniq
    end

    def last_read
      @last_read ||=
        TopicUser
          .where(user_id: @user.id, topic_id: topic_ids)
          .pluck(:topic_id, :last_read_post_number)
          .to_h
    end

    def timed
      @timed ||=
        PostTiming
          .where(user_id: @user.id, topic_id: topic_ids)
          .where(post_number: @posts.map(&:post_number))
          .pluck(:topic_id, :post_number)
          .to_set
    end

    # Read in the bell, by topic. A collapsed notification stands at the first unread post and names the last one it
    # told of: it told of all between.
    def notified
      @notified ||=
        Notification
          .where(user_id: @user.id, topic_id: topic_ids, read: true)
          .to_a
          .group_by(&:topic_id)
          .transform_values { |all| all.map { |one| Told.new(one) } }
    end

    class Told
      def initialize(notification)
        @number = notification.post_number.to_i
        @last_id = notification.data_hash[:original_post_id].to_i
      end

      def include?(post)
        post.post_number == @number || (post.post_number > @number && post.id <= @last_id)
      end
    end
    private_constant :Told
  end
end
