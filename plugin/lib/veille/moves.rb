# frozen_string_literal: true

module Veille
  # Where posts and topics have gone. Moved posts keep their id, except that first posts and frozen ones are copied:
  # then `moved_posts` tells the copy. A copy is followed only where the original is gone.
  module Moves
    HOPS = 10

    # Id of the post that stands for this one today.
    def self.post_id(id)
      seen = [id]
      HOPS.times do
        copy = copy_of(seen.last)
        break if copy.nil? || seen.include?(copy)
        seen << copy
      end
      seen.last
    end

    # Id of the topic into which this one went whole, or the same id.
    def self.topic_id(id)
      seen = [id]
      HOPS.times do
        into =
          MovedPost
            .where(old_topic_id: seen.last, full_move: true)
            .where("new_topic_id <> old_topic_id")
            .order(id: :desc)
            .pick(:new_topic_id)
        break if into.nil? || seen.include?(into)
        seen << into
      end
      seen.last
    end

    def self.copy_of(id)
      copy, whole =
        MovedPost
          .where(old_post_id: id)
          .where("new_post_id <> old_post_id")
          .order(id: :desc)
          .pick(:new_post_id, :full_move)
      copy if copy && (whole || !Post.exists?(id:))
    end

    private_class_method :copy_of
  end
end
