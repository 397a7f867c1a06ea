# frozen_string_literal: true

module Veille
  # `digest-<person>-<beginning in ms>`: the key of a digest, and what became of it.
  class DigestKey
    PATTERN = /\Adigest-(\d+)-(\d+)\z/

    attr_reader :key, :user_id, :start

    # nil: the key of something else.
    def self.read(key)
      found = PATTERN.match(key.to_s)
      new(key, found[1].to_i, found[2].to_i) if found
    end

    # The newest one that came out.
    def self.newest(user_id)
      keys = Publication.published.where("key LIKE ?", "digest-#{user_id}-%")
      keys.where.not(post_id: nil).pluck(:key).filter_map { |key| read(key) }.max_by(&:start)
    end

    def initialize(key, user_id, start)
      @key = key
      @user_id = user_id
      @start = start
    end

    # The digest's topic where it stands and its person has not opened it. Core notes a first visit for recipients when
    # it makes a message; only a later one is theirs.
    def unopened_topic
      topic = Topic.joins(:posts).find_by(posts: { id: Publication.published.where(key:).select(:post_id) })
      return if topic.nil?
      visits = TopicUser.where(user_id:, topic_id: topic.id)
      opened = visits.where("last_visited_at > first_visited_at OR last_read_post_number > 0")
      topic if !opened.exists?
    end
  end
end
