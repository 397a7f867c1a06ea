# frozen_string_literal: true

module Veille
  # What the service reads of the forum each minute: the contract's Site.
  module Site
    # What this plugin does beyond the first contract. `calm`: it keeps quiet outside declared hours; `members`: it says
    # who is in a group.
    FEATURES = %w[calm members].freeze

    def self.answer
      {
        title: SiteSetting.title,
        baseUrl: Discourse.base_url,
        locale: SiteSetting.default_locale,
        loginRequired: SiteSetting.login_required,
        minPostLength: SiteSetting.min_post_length,
        maxPostLength: SiteSetting.max_post_length,
        minTopicTitleLength: SiteSetting.min_topic_title_length,
        maxTopicTitleLength: SiteSetting.max_topic_title_length,
        settings:,
        features: FEATURES,
        **About.answer,
      }
    end

    def self.settings
      {
        waitingPerPerson: SiteSetting.veille_waiting_per_person,
        daysAhead: SiteSetting.veille_days_ahead,
        callsPerMinute: SiteSetting.veille_calls_per_minute,
        late: SiteSetting.veille_late_rule,
        movedOn: SiteSetting.veille_moved_on_rule,
        botUsername: Bot.user.username,
        contact: SiteSetting.veille_contact.presence,
        namesShownTo: SiteSetting.veille_names_shown_to,
        tableShownTo: SiteSetting.veille_table_shown_to,
        orderMonths: SiteSetting.veille_order_months,
      }
    end

    private_class_method :settings
  end
end
