# frozen_string_literal: true

module Veille
  # What the service may send, field by field: shared/src/api/forum.ts in Ruby.
  module Shapes
    NAMES = Fields.list(Fields.text(100), 50)

    PUBLICATION =
      Shape.new(
        required: {
          "key" => Fields::KEY,
          "userId" => Fields::USER_ID,
          "raw" => Fields.text,
          "contentHash" => Fields::HASH,
          "deferredAt" => Fields::INSTANT,
          "movedOn" => Fields::MOVED_ON,
        },
        optional: {
          "topicId" => Fields::ID,
          "replyToPostId" => Fields::ID,
          "title" => Fields.text,
          "categoryId" => Fields::ID,
          "tags" => NAMES,
          "recipients" => NAMES,
          "draftKey" => Fields.text(40),
          "heldIds" => Fields.list(Fields::CURSOR, 5000),
          "replaces" => Fields::KEY,
        },
      )

    KEY =
      Shape.new(
        required: {
          "key" => Fields::KEY,
          "userId" => Fields::USER_ID,
          "contentHash" => Fields.text(64),
        },
      )

    GIVE_BACK =
      Shape.new(
        required: {
          "key" => Fields::KEY,
          "userId" => Fields::USER_ID,
          "contentHash" => Fields.text(64),
        },
        optional: {
          "draft" =>
            Fields.object(
              Shape.new(required: { "key" => Fields.text(40), "data" => Fields::JSON_TEXT }),
            ),
          "message" =>
            Fields.object(
              Shape.new(
                required: {
                  "title" => Fields.text,
                  "posts" => Fields.list(Fields.text, 100, 1),
                },
              ),
            ),
        },
      )

    UPLOADS =
      Shape.new(
        required: {
          "id" => Fields::UUID,
          "version" => Fields::VERSION,
          "userId" => Fields::USER_ID,
          "shortUrls" => Fields.list(Fields.text(200), 100),
        },
      )

    LOUD_INTERVALS =
      Shape.new(
        required: {
          "userId" => Fields::USER_ID,
          "version" => Fields::LARGE_VERSION,
        },
        optional: {
          "intervals" => Fields.list(Fields::INTERVAL, 500),
        },
      )

    HELD = Shape.new(required: { "userIds" => Fields.list(Fields::USER_ID, 50, 1) })

    BEAT =
      Shape.new(
        required: {
          "noneDue" =>
            Fields.list(
              Fields.object(
                Shape.new(required: { "userId" => Fields::USER_ID, "start" => Fields::INSTANT }),
              ),
              500,
            ),
        },
      )

    REQUESTS =
      Shape.new(
        required: {
          "categoryIds" => Fields.list(Fields::ID, 100),
          "since" => Fields::INSTANT,
        },
      )

    MEMBERS = Shape.new(required: { "groupId" => Fields::ID, "after" => Fields::CURSOR })

    PEOPLE = Shape.new(required: { "userIds" => Fields.list(Fields::USER_ID, 500, 1) })

    SIGHT = Shape.new(required: { "userId" => Fields::USER_ID, "topicId" => Fields::ID })

    CHANGES =
      Shape.new(
        optional: {
          "after" => Fields::CURSOR,
          "limit" => Fields::UP_TO_500,
          "locate" =>
            Fields.object(
              Shape.new(
                required: {
                  "postIds" => Fields.list(Fields::ID, 500),
                  "topicIds" => Fields.list(Fields::ID, 500),
                },
                optional: {
                  "sights" => Fields.list(Fields.object(SIGHT), 500),
                },
              ),
            ),
        },
      )
  end
end
