# frozen_string_literal: true

module Veille
  class MembersController < ServiceController
    allow_in_readonly_mode :index

    def index
      body = Shapes::MEMBERS.read(RequestItems.object(request.raw_post), "body")
      render json: Members.of(body[:group_id], body[:after])
    end
  end
end
