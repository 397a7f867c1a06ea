# frozen_string_literal: true

module Veille
  class BeatController < ServiceController
    def create
      body = Shapes::BEAT.read(RequestItems.object(request.raw_post), "body")
      render json: RowPatience.limited { Calm.beat(body[:none_due]) }
    end
  end
end
