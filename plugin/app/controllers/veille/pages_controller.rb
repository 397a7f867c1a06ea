# frozen_string_literal: true

module Veille
  # The shell of our pages; what they show is the browser's. For visitors too, where the forum has visitors.
  class PagesController < ::ApplicationController
    requires_plugin PLUGIN_NAME
    skip_before_action :check_xhr

    def show
      render "default/empty"
    end
  end
end
