# frozen_string_literal: true

module Veille
  # What a reply answers today: its topic and, where it still stands there, the post.
  class ReplyTarget
    attr_reader :topic, :post

    def initialize(item)
      @asked = item[:reply_to_post_id]
      found = Post.with_deleted.find_by(id: Moves.post_id(@asked)) if @asked
      @whisper = found&.post_type == Post.types[:whisper]
      @post = found if found && !found.trashed?
      topic_id = found&.topic_id || item[:topic_id]
      raise Refused.new("reply_target_gone") if topic_id.nil?
      @topic = Topic.with_deleted.find_by(id: @post ? topic_id : Moves.topic_id(topic_id))
    end

    # The post was deleted, its topic lives: the reply goes to the topic, and the author is told.
    def lost?
      @asked.present? && @post.nil?
    end

    def ensure_open_to!(guardian)
      raise Refused.new("topic_gone") if topic.nil? || topic.trashed?
      raise Refused.new("topic_unseen") if !guardian.can_see?(topic)
      # an answer to a whisper is a whisper: without it, or out of its author's sight, it would be public
      raise Refused.new("reply_target_gone") if @whisper && post.nil?
      raise Refused.new("reply_forbidden") if post && !guardian.can_see?(post)
    end

    def ensure_allowed_to!(guardian)
      return if guardian.can_create_post_on_topic?(topic)
      raise Refused.new("topic_closed") if topic.closed?
      raise Refused.new("topic_archived") if topic.archived?
      raise Refused.new("reply_forbidden")
    end
  end
end
