# frozen_string_literal: true

module Veille
  class HeldController < ServiceController
    allow_in_readonly_mode :index

    def index
      body = Shapes::HELD.read(RequestItems.object(request.raw_post), "body")
      deadline = Deadline.new
      people =
        body[:user_ids].uniq.map do |id|
          deadline.passed? ? HeldThings.not_reached(id) : HeldThings.new(id).answer
        rescue StandardError => error
          Failure.read(error)
          HeldThings.not_reached(id)
        end
      render json: { people: }
    end
  end
end
