# frozen_string_literal: true

module Veille
  # A person's token for the service. From a session only: an admin's API key would mint anybody's.
  class TokensController < ::ApplicationController
    requires_plugin PLUGIN_NAME
    requires_login
    wrap_parameters false
    allow_in_readonly_mode :create

    # enough for several tabs, each with a new token every few minutes
    PER_MINUTE = 30

    def create
      raise Discourse::InvalidAccess if is_api? || is_user_api?
      RateLimiter.new(
        current_user,
        "veille-token",
        PER_MINUTE,
        1.minute,
        apply_limit_to_staff: true,
      ).performed!
      return no_secret if SiteSetting.veille_token_secret.blank?

      claims = Claims.of(current_user, topic_id:)
      render json: {
               token: Token.mint(claims, SiteSetting.veille_token_secret),
               expiresAt: Time.at(claims[:exp]).utc.iso8601,
             }
    end

    private

    def topic_id
      return if params[:topicId].blank?
      id = Integer(params[:topicId].to_s, 10, exception: false)
      raise Discourse::InvalidParameters.new(:topicId) if !id&.between?(1, Fields::LARGEST_ID)
      id
    end

    def no_secret
      render_json_error(
        I18n.t("veille.errors.no_token_secret"),
        type: "veille_no_token_secret",
        status: 503,
      )
    end
  end
end
