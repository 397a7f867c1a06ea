# frozen_string_literal: true

module Veille
  class SiteController < ServiceController
    allow_in_readonly_mode :show

    def show
      render json: Site.answer
    end
  end
end
