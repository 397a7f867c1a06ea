# frozen_string_literal: true

module Veille
  # What Discourse says of moves, topics, posts and people, written down for the service. A method for each of its
  # events, with the event's own arguments; and for the models whose changes have no event, or one after the commit.
  module Heard
    EVENTS = %i[
      post_moved
      posts_moved
      topic_status_updated
      topic_trashed
      topic_destroyed
      topic_recovered
      post_destroyed
      post_recovered
      accepted_solution
      unaccepted_solution
      reviewable_transitioned_to
      user_added_to_group
      user_removed_from_group
      group_destroyed
      user_anonymized
      merging_users
    ].freeze
    STATUSES = {
      "closed" => %w[topic_closed topic_opened],
      "autoclosed" => %w[topic_closed topic_opened],
      "archived" => %w[topic_archived topic_unarchived],
    }.freeze

    # In the move's transaction, for every post of it; a first post and a frozen one come as copies.
    def self.post_moved(post, from_topic_id, original)
      Change.note(
        "post_moved",
        topic_id: from_topic_id,
        post_id: original.id,
        new_topic_id: post.topic_id,
        new_post_id: post.id == original.id ? nil : post.id,
        created_at: original.created_at,
      )
    end

    # At the end of that transaction. (Core's `topic_merged` is fired for a part of a topic too.)
    def self.posts_moved(original_topic_id:, destination_topic_id:, **)
      place = { old_topic_id: original_topic_id, new_topic_id: destination_topic_id }
      return if !MovedPost.where(place).order(:id).last&.full_move
      Change.note(
        "topic_merged",
        topic_id: original_topic_id,
        new_topic_id: destination_topic_id,
      )
    end

    def self.topic_status_updated(topic, status, enabled)
      on, off = STATUSES[status.to_s]
      Change.note(enabled ? on : off, topic_id: topic.id) if on
    end

    def self.topic_trashed(topic)
      Change.note("topic_deleted", topic_id: topic.id)
    end

    # Fired for whatever becomes of a first post: its topic is trashed (heard above), gone for good, or its author took
    # it away, which closes the topic without a word.
    def self.topic_destroyed(topic, _by = nil)
      return Change.note("topic_deleted", topic_id: topic.id) if topic.destroyed?
      Change.note("topic_closed", topic_id: topic.id) if !topic.trashed? && topic.closed?
    end

    def self.topic_recovered(topic, _by = nil)
      Change.note("topic_recovered", topic_id: topic.id)
    end

    # A post that its author took away stands as a stub for a day: only then is it gone.
    def self.post_destroyed(post, *)
      return if !post.trashed? && !post.destroyed?
      Change.note("post_deleted", topic_id: post.topic_id, post_id: post.id)
    end

    def self.post_recovered(post, *)
      Change.note("post_recovered", topic_id: post.topic_id, post_id: post.id)
    end

    # by discourse-solved, where it is there
    def self.accepted_solution(post)
      Change.note("topic_solved", topic_id: post.topic_id, post_id: post.id)
    end

    def self.unaccepted_solution(post)
      Change.note("topic_unsolved", topic_id: post.topic_id, post_id: post.id)
    end

    def self.reviewable_transitioned_to(status, reviewable)
      return if status.to_sym == :pending || !reviewable.is_a?(ReviewableQueuedPost)
      row = Publication.find_by(reviewable_id: reviewable.id)
      Change.note("review_ended", key: row.key, user_id: row.user_id) if row
    end

    def self.user_added_to_group(user, group, **)
      Change.note("group_joined", user_id: user.id, group_id: group.id)
    end

    def self.user_removed_from_group(user, group)
      Change.note("group_left", user_id: user.id, group_id: group.id)
    end

    def self.group_destroyed(group, *)
      Change.note("group_gone", group_id: group.id)
    end

    def self.user_anonymized(user:, **)
      Calm.forget(user.id)
      Change.note("person_anonymised", user_id: user.id)
    end

    # The first account is destroyed right after; what was its is the second's.
    def self.merging_users(source, target)
      [Publication, WaitingText].each do |rows|
        rows.where(user_id: source.id).update_all(user_id: target.id)
      end
      [Held, LoudIntervals].each { |rows| rows.merge(source.id, target.id) }
      Change.note("person_merged", user_id: source.id, new_user_id: target.id)
    end

    def self.topic_saved(topic)
      return if !topic.saved_change_to_category_id? && !topic.saved_change_to_archetype?
      Change.note("topic_recategorized", topic_id: topic.id)
    end

    # Core's `username_changed` comes hours later, from a slow job, and without the account.
    def self.user_saved(user)
      Change.note("person_renamed", user_id: user.id) if user.saved_change_to_username?
      return if !user.saved_change_to_suspended_till? && !user.saved_change_to_silenced_till?
      standing = %w[suspended silenced].find { |word| user.public_send(:"#{word}?") }
      Change.note("person_#{standing || "back"}", user_id: user.id)
    end

    def self.user_gone(user)
      Calm.forget(user.id)
      Change.note("person_gone", user_id: user.id)
    end
  end
end
