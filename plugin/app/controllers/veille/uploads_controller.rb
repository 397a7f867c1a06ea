# frozen_string_literal: true

module Veille
  class UploadsController < ServiceController
    def update
      answer(items(Shapes::UPLOADS, most: 100, unique: "id")) do |item|
        Pictures.keep(item)
      rescue StandardError => error
        Failure.read(error)
        not_reached(item)
      end
    end

    private

    def not_reached(item)
      { id: item[:id], outcome: "not_reached", missing: [] }
    end
  end
end
