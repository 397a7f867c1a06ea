# frozen_string_literal: true

module Veille
  # Calls of the service: an admin's API key, never a session. Each takes a list and answers per item.
  class ServiceController < ::ApplicationController
    requires_plugin PLUGIN_NAME
    wrap_parameters false
    before_action :ensure_service

    rescue_from(BadRequest) do |error|
      render json: {
               errors: [I18n.t("veille.errors.bad_request", message: error.message)],
               error_type: "veille_bad_request",
               code: error.code,
               path: error.path,
             },
             status: :bad_request
    end

    private

    def ensure_service
      raise Discourse::InvalidAccess if !is_api? || !current_user&.admin?
    end

    def items(shape, most:, unique: "key")
      RequestItems.read(request.raw_post, shape, most:, unique:)
    end

    # Answers with what the block makes of each item, until the time for a batch is over.
    def answer(items)
      deadline = Deadline.new
      answers =
        RowPatience.limited do
          items.map { |item| deadline.passed? ? not_reached(item) : yield(item) }
        end
      render json: { items: answers }
    end

    def not_reached(item)
      Outcome.of(item[:key], "not_reached")
    end
  end
end
