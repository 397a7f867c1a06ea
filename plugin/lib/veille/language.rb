# frozen_string_literal: true

module Veille
  # The language in which the forum speaks to a person.
  module Language
    def self.of(user)
      locale = user&.effective_locale || SiteSetting.default_locale
      I18n.locale_available?(locale) ? locale : SiteSetting.default_locale
    end

    def self.speak(user, &block)
      I18n.ensure_all_loaded!
      I18n.with_locale(of(user), &block)
    end
  end
end
