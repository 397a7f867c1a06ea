# frozen_string_literal: true

module Veille
  # Gives a text back to its author: tombstone, draft and message in one transaction, so that it is either in the topic
  # or in its author's hands.
  class GiveBack
    FIELDS = {
      draftKept: false,
      messageTopicId: nil,
      postId: nil,
      topicId: nil,
      postNumber: nil,
      code: nil,
    }.freeze

    def self.answer(key, outcome, **known)
      { key:, outcome:, **FIELDS, **known }
    end

    def initialize(item)
      @item = item
    end

    def call
      settled || TryLock.hold(@item[:key]) { settled || give_back } || answer("busy")
    rescue StandardError => error
      # nothing was done, or all of it; one text that fails keeps no other from coming back
      Failure.read(error)
      settled || answer("busy")
    end

    private

    def settled
      row = Publication.at(@item[:key])
      return if row.nil?
      return answer("key_conflict") if !row.answers?(@item[:user_id], @item[:content_hash])
      Review.sync(row)
      return answer("published", **Outcome.place(row.post_id)) if row.published?
      return if row.given_back_at.nil?
      Finish.try(row)
      given("existing", row)
    end

    def give_back
      author = User.find_by(id: @item[:user_id])
      creators = []
      row =
        Publication.transaction do
          ended = Tombstone.raise_over(@item)
          creators = hand_over(ended, author) if ended.cancelled? && reachable?(author)
          ended
        end
      return settled if row.published?
      return answer("refused", code: "author_#{Standing.of(author)}") if row.given_back_at.nil?

      Finish.created(creators)
      row.update_columns(finished_at: Time.zone.now)
      given("created", row)
    rescue ActiveRecord::RecordNotUnique
      settled
    end

    # A suspended author has nowhere to write, but may read.
    def reachable?(author)
      %w[gone anonymised].exclude?(Standing.of(author))
    end

    def hand_over(row, author)
      kept = @item[:draft] ? ReturnedDraft.keep(author, @item[:draft]) : false
      creators = @item[:message] ? BotMessage.write(author, @item[:message]) : []
      row.update!(
        draft_kept: kept,
        message_topic_id: creators.first&.post&.topic_id,
        given_back_at: Time.zone.now,
        finished_at: creators.empty? ? Time.zone.now : nil,
      )
      creators
    end

    def given(outcome, row)
      answer(outcome, draftKept: row.draft_kept, messageTopicId: row.message_topic_id)
    end

    def answer(outcome, **known)
      self.class.answer(@item[:key], outcome, **known)
    end
  end
end
