# frozen_string_literal: true

module Veille
  class LoudIntervalsController < ServiceController
    def update
      answer(items(Shapes::LOUD_INTERVALS, most: 200, unique: "userId")) do |item|
        { userId: item[:user_id], outcome: LoudIntervals.keep(item) }
      rescue StandardError => error
        Failure.read(error)
        not_reached(item)
      end
    end

    private

    def not_reached(item)
      { userId: item[:user_id], outcome: "not_reached" }
    end
  end
end
