# frozen_string_literal: true

module Veille
  # Whether a topic was closed or solved since a reply to it was deferred.
  class MovedOn
    def initialize(topic, deferred_at)
      @topic = topic
      @deferred_at = deferred_at
    end

    def refuse!
      raise Refused.new("topic_closed") if closed?
      raise Refused.new("topic_solved") if solved?
    end

    # Closing leaves a small action, unless it was silent: then nobody knows when, and it counts as since.
    def closed?
      return false if !@topic.closed?
      at =
        Post
          .where(topic_id: @topic.id, action_code: %w[closed.enabled autoclosed.enabled])
          .order(id: :desc)
          .pick(:created_at)
      at.nil? || at > @deferred_at
    end

    # By discourse-solved, where it is there.
    def solved?
      return false if !self.class.solutions?
      ::DiscourseSolved::SolvedTopic.exists?(
        ["topic_id = ? AND created_at > ?", @topic.id, @deferred_at],
      )
    end

    def self.solutions?
      SiteSetting.respond_to?(:solved_enabled) && SiteSetting.solved_enabled &&
        defined?(::DiscourseSolved::SolvedTopic) && ::DiscourseSolved::SolvedTopic.table_exists?
    end
  end
end
