# frozen_string_literal: true

module Veille
  # Core makes the posts of a topic one after another, by a lock it waits for. A killed process leaves it for a minute.
  # Looked at beforehand, so that we never stand in that queue.
  module TopicLock
    # Seconds after which to ask again; most locks are gone in a fraction of one.
    RETRY_AFTER = 5

    # Source: PostCreator#transaction, DistributedMutex::LOCK_SCRIPT (the value is the second until which it holds)
    def self.held?(topic_id)
      until_second = Discourse.redis.get("topic_id_#{topic_id}")
      until_second.present? && Discourse.redis.time.first <= until_second.to_i
    end

    def self.ensure_free!(topic_id)
      raise NotNow.new("topic_busy", RETRY_AFTER) if held?(topic_id)
    end
  end
end
