# frozen_string_literal: true

module Veille
  # Where a reply would go now, for many posts and topics at once; as ReplyTarget has it when it is published.
  module Whereabouts
    def self.posts(ids)
      now = Moves.post_ids(ids)
      found =
        Post
          .with_deleted
          .where(id: now.values.uniq)
          .pluck(:id, :topic_id, :post_number, :deleted_at)
          .index_by(&:first)
      lost = found.values.filter_map { |_, topic_id, _, deleted_at| topic_id if deleted_at }
      topics = Moves.topic_ids(lost.uniq)
      ids.map { |id| post(id, found[now[id]], topics) }
    end

    def self.topics(ids)
      found =
        Topic
          .with_deleted
          .where(id: ids)
          .select(:id, :closed, :archived, :deleted_at, :category_id)
          .index_by(&:id)
      closed = MovedOn.closed_at(found.values.select(&:closed?).map(&:id))
      solved = MovedOn.solved_at(ids)
      moved = Moves.topic_ids(ids)
      ids.map do |id|
        {
          topicId: id,
          state: state(found[id]),
          closedAt: closed[id]&.iso8601(3),
          solvedAt: solved[id]&.iso8601(3),
          categoryId: found[id]&.category_id,
          movedTo: moved[id] == id ? nil : moved[id],
        }
      end
    end

    # Which of these people may see which of these topics.
    def self.sights(pairs)
      guardians =
        User.where(id: pairs.pluck(:user_id)).to_h { |user| [user.id, Guardian.new(user)] }
      topics = Topic.where(id: pairs.pluck(:topic_id)).index_by(&:id)
      pairs.uniq.map do |pair|
        guardian, topic = guardians[pair[:user_id]], topics[pair[:topic_id]]
        seen = guardian.present? && topic.present? && guardian.can_see?(topic)
        { userId: pair[:user_id], topicId: pair[:topic_id], seen: }
      end
    end

    def self.post(id, found, topics)
      now_id, topic_id, number, deleted_at = found
      stands = found.present? && deleted_at.nil?
      {
        postId: id,
        nowPostId: stands ? now_id : nil,
        topicId: stands ? topic_id : topics[topic_id],
        postNumber: stands ? number : nil,
        deleted: !stands,
      }
    end

    # The first that is true, in the order in which ReplyTarget refuses.
    def self.state(topic)
      return "gone" if topic.nil?
      return "deleted" if topic.trashed?
      return "closed" if topic.closed?
      topic.archived? ? "archived" : "open"
    end

    private_class_method :post, :state
  end
end
