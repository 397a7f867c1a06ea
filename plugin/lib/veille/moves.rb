# frozen_string_literal: true

module Veille
  # Where posts and topics have gone. Moved posts keep their id, except that first posts and frozen ones are copied:
  # then `moved_posts` tells the copy. A copy is followed only where the original is gone.
  module Moves
    HOPS = 10

    # Id of the post that stands for this one today.
    def self.post_id(id)
      post_ids([id])[id]
    end

    # Id of the topic into which this one went whole, or the same id.
    def self.topic_id(id)
      topic_ids([id])[id]
    end

    # By the ids that were asked.
    def self.post_ids(ids)
      follow(ids) { |at| copies(at) }
    end

    def self.topic_ids(ids)
      follow(ids) { |at| takers(at) }
    end

    # The block answers, for ids, lists of [id, next id, id of the move], newest move first. A hop is never older than
    # the one before: what came back from where it had gone stands where it stood.
    def self.follow(ids)
      now = ids.uniq.index_with { |id| [id, 0] }
      HOPS.times do
        steps = yield(now.values.map(&:first).uniq).group_by(&:first)
        changed =
          now.filter_map do |id, (at, since)|
            _, to, move = steps[at]&.find { |_, _, move| move > since }
            [id, [to, move]] if to
          end
        break if changed.empty?
        now.merge!(changed.to_h)
      end
      now.transform_values(&:first)
    end

    def self.takers(ids)
      MovedPost
        .where(old_topic_id: ids, full_move: true)
        .where("new_topic_id <> old_topic_id")
        .group(:old_topic_id, :new_topic_id)
        .maximum(:id)
        .map { |(from, to), move| [from, to, move] }
        .sort_by { |_, _, move| -move }
    end

    def self.copies(ids)
      moves =
        MovedPost
          .where(old_post_id: ids)
          .where("new_post_id <> old_post_id")
          .order(id: :desc)
          .pluck(:old_post_id, :new_post_id, :id, :full_move)
          .uniq(&:first)
      there = standing(moves.map(&:first))
      moves
        .select { |from, _, _, whole| whole || there.exclude?(from) }
        .map { |from, to, move, _| [from, to, move] }
    end

    # Of these posts those that are not deleted, alone or with their topic.
    def self.standing(ids)
      Post.joins(:topic).where(id: ids, topics: { deleted_at: nil }).pluck(:id).to_set
    end

    private_class_method :standing, :follow, :takers, :copies
  end
end
