# frozen_string_literal: true

module Veille
  # Publishes one item, once. Its key is looked up first, and again on any refusal: a twin may have been faster, and
  # core then says "title already used". Where both come this far, the unique row lets one through.
  class Publish
    # Seconds: an attempt with this key is running, or died less than TryLock::SECONDS ago.
    KEY_BUSY = 5

    def initialize(item)
      @item = item
      @key = item[:key]
    end

    def call
      Known.of(@item) || TryLock.hold(@key) { attempt } ||
        NotNow.new("key_busy", KEY_BUSY).outcome(@key)
    end

    private

    def attempt
      user = User.find_by(id: @item[:user_id])
      Language.speak(user) do
        Known.of(@item, locked: true) || publish(user)
      rescue StandardError => error
        Known.of(@item, locked: true) || Failure.read(error).outcome(@key)
      end
    end

    def publish(user)
      raise Discourse::ReadOnly if Discourse.readonly_mode?
      author = Standing.author!(user)
      # the caller is staff, so core lets it through
      raise Discourse::ReadOnly if Discourse.staff_writes_only_mode? && !author.staff?

      post = NewPost.new(@item, author)
      post.check!
      result = NewPostManager.new(author, post.args).perform
      raise CoreAnswer.refusal(result) if !result.success?
      made(post, result)
    end

    def made(post, result)
      row = Publication.at(@key) || Mark.keep_late(@item, result)
      row.update_columns(finished_at: Time.zone.now) if row.published?
      OwnDraft.clear(@item)
      code = "reply_target_gone" if post.target_lost?
      return RowOutcome.of(row).merge(code:) if row.in_review?
      Outcome.of(@key, "created", code:, **Outcome.place(row.post_id))
    end
  end
end
