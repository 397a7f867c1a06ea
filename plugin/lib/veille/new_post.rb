# frozen_string_literal: true

module Veille
  # What core is asked to make for one item, checked for what core forgets or says in one sentence for everything.
  class NewPost
    # What travels with the post into its transaction.
    MARKED = %i[key content_hash held_ids replaces].freeze

    attr_reader :author

    def initialize(item, author)
      @item = item
      @author = author
      @guardian = Guardian.new(author)
    end

    # The post answered is deleted: the reply goes to its topic.
    def target_lost?
      !!@target&.lost?
    end

    def to_reply?
      (@item[:topic_id] || @item[:reply_to_post_id]).present?
    end

    # First what is final, then what may pass.
    def check!
      to_reply? ? check_reply! : check_category!
      Pictures.ensure_there!(@item[:raw])
      return if !to_reply?
      SlowMode.ensure_over!(@target.topic, @guardian)
      TopicLock.ensure_free!(@target.topic.id)
    end

    # Arguments of NewPostManager, as PostsController builds them.
    def args
      {
        raw: @item[:raw],
        # the author's draft is theirs; ours is cleared only where it holds this text
        advance_draft: false,
        first_post_checks: false,
        veille_publication: @item.slice(*MARKED).compact,
        **destination,
      }.with_indifferent_access
    end

    private

    def destination
      return reply if to_reply?
      return Recipients.split(@item[:recipients], @author).merge(title) if @item[:recipients]
      {
        **title,
        archetype: Archetype.default,
        category: @item[:category_id],
        tags: @item[:tags].presence,
      }
    end

    def title
      { title: @item[:title].to_s }
    end

    def reply
      { topic_id: @target.topic.id, reply_to_post_number: @target.post&.post_number }
    end

    def check_reply!
      @target = ReplyTarget.new(@item)
      @target.ensure_open_to!(@guardian)
      MovedOn.new(@target.topic, @item[:deferred_at]).refuse! if @item[:moved_on] == "give_back"
      @target.ensure_allowed_to!(@guardian)
    end

    def check_category!
      return if @item[:recipients]
      category = Category.find_by(id: @item[:category_id])
      raise Refused.new("category_gone") if category.nil? && @item[:category_id]
      return if @guardian.can_create_topic_on_category?(category)
      raise Refused.new("category_forbidden")
    end
  end
end
