# frozen_string_literal: true

module Veille
  class GiveBacksController < ServiceController
    def create
      answer(items(Shapes::GIVE_BACK, most: 20)) { |item| GiveBack.new(item).call }
    end

    private

    def not_reached(item)
      GiveBack.answer(item[:key], "not_reached")
    end
  end
end
