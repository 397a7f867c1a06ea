# frozen_string_literal: true

module Veille
  class RequestsController < ServiceController
    allow_in_readonly_mode :index

    def index
      body = Shapes::REQUESTS.read(RequestItems.object(request.raw_post), "body")
      render json: NewTopics.new(body[:category_ids], body[:since]).answer
    end
  end
end
