# frozen_string_literal: true

module Veille
  class ChangesController < ServiceController
    allow_in_readonly_mode :index

    LIMIT = 500

    def index
      body = Shapes::CHANGES.read(RequestItems.object(request.raw_post), "body")
      located = body[:locate] || { post_ids: [], topic_ids: [] }
      # what is read of the feed is older than what is said of the places
      feed = ChangeFeed.after(body[:after], body[:limit] || LIMIT)
      render json: {
               **feed,
               posts: Whereabouts.posts(located[:post_ids].uniq),
               topics: Whereabouts.topics(located[:topic_ids].uniq),
               sights: Whereabouts.sights(located[:sights] || []),
             }
    end
  end
end
