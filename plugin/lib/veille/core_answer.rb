# frozen_string_literal: true

module Veille
  # What NewPostManager answered, where it made no post: its sentences are all there is to tell one reason from another.
  module CoreAnswer
    # Read in the language in which the answer was given.
    def self.refusal(result)
      errors = result.errors.full_messages.uniq
      in_a_row = I18n.t(:max_consecutive_replies, count: SiteSetting.max_consecutive_replies)
      return NotNow.new("too_many_replies", 3600, errors) if errors.include?(in_a_row)
      return NotNow.new("slow_mode", 60, errors) if errors.include?(I18n.t(:slow_mode_enabled))
      if errors.include?(I18n.t("read_only_mode_enabled"))
        return NotNow.new("read_only", 60, errors)
      end
      Refused.new("refused", errors)
    end
  end
end
