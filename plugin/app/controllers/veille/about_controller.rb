# frozen_string_literal: true

module Veille
  # For everybody, also where the forum asks for a login: the service reads it before it has a key.
  class AboutController < ::ApplicationController
    requires_plugin PLUGIN_NAME
    skip_before_action :redirect_to_login_if_required, raise: false

    def show
      render json: About.answer
    end
  end
end
