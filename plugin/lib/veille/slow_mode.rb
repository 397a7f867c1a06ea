# frozen_string_literal: true

module Veille
  # Core refuses in one sentence; the service wants to know how long.
  module SlowMode
    def self.ensure_over!(topic, guardian)
      return if !guardian.affected_by_slow_mode?(topic)
      last = TopicUser.where(user_id: guardian.user.id, topic_id: topic.id).pick(:last_posted_at)
      return if last.nil?
      left = (last + topic.slow_mode_seconds.seconds - Time.zone.now).ceil
      raise NotNow.new("slow_mode", left) if left.positive?
    end
  end
end
