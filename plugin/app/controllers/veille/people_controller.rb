# frozen_string_literal: true

module Veille
  class PeopleController < ServiceController
    allow_in_readonly_mode :index

    def index
      body = Shapes::PEOPLE.read(RequestItems.object(request.raw_post), "body")
      render json: { people: People.of(body[:user_ids].uniq) }
    end
  end
end
