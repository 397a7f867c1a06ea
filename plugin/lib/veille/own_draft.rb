# frozen_string_literal: true

module Veille
  # The draft from which a deferred text came. Cleared when that text is out; another text under its key is the
  # author's and stays.
  module OwnDraft
    def self.clear(item)
      return if item[:draft_key].blank? || item[:raw].blank?
      draft = Draft.find_by(user_id: item[:user_id], draft_key: item[:draft_key])
      return if draft.nil? || plain(reply(draft)) != plain(item[:raw])
      # as core does when it publishes: an open composer learns that its draft is over
      DraftSequence.next!(item[:user_id], item[:draft_key])
    rescue StandardError => error
      # the text is out: that is what must be answered
      Failure.read(error)
    end

    def self.reply(draft)
      data = draft.parsed_data
      data.is_a?(Hash) ? data["reply"].to_s : ""
    end

    def self.plain(text)
      TextCleaner.normalize_whitespaces(text).strip
    end

    private_class_method :reply, :plain
  end
end
