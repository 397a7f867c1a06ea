# frozen_string_literal: true

module Veille
  # A direct message by our bot, of one or more posts, within the caller's transaction. Validations are left out: a text
  # that the forum would not take must come back all the same.
  module BotMessage
    # Answers the creators: Finish.created is for them, once the transaction is over.
    def self.write(author, message)
      first, *more = message[:posts]
      opening =
        create(
          raw: first,
          title: message[:title],
          archetype: Archetype.private_message,
          target_usernames: author.username,
        )
      [opening] + more.map { |raw| create(raw:, topic_id: opening.post.topic_id) }
    end

    def self.create(**opts)
      creator =
        PostCreator.new(
          Bot.user,
          { skip_validations: true, skip_jobs: true, skip_events: true, **opts },
        )
      creator.create!
      creator
    end

    private_class_method :create
  end
end
