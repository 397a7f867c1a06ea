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

    # Closed silently: nobody knows when, and it counts as since.
    def closed?
      return false if !@topic.closed?
      at = self.class.closed_at([@topic.id])[@topic.id]
      at.nil? || at > @deferred_at
    end

    def solved?
      at = self.class.solved_at([@topic.id])[@topic.id]
      at.present? && at > @deferred_at
    end

    # When these topics were last closed: that leaves a small action, unless it was silent. By topic id.
    def self.closed_at(topic_ids)
      return {} if topic_ids.empty?
      Post
        .where(topic_id: topic_ids, action_code: %w[closed.enabled autoclosed.enabled])
        .group(:topic_id)
        .maximum(:created_at)
    end

    # When these topics were solved, by discourse-solved where it is there. By topic id.
    def self.solved_at(topic_ids)
      return {} if !solutions? || topic_ids.empty?
      ::DiscourseSolved::SolvedTopic.where(topic_id: topic_ids).pluck(:topic_id, :created_at).to_h
    end

    def self.solutions?
      SiteSetting.respond_to?(:solved_enabled) && SiteSetting.solved_enabled &&
        defined?(::DiscourseSolved::SolvedTopic) && ::DiscourseSolved::SolvedTopic.table_exists?
    end
  end
end
