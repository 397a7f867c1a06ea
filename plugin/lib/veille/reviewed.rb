# frozen_string_literal: true

module Veille
  # Whether moderators read what this person writes before others do, because they are new or by their groups. The core
  # judges each post anew when it is published; this is for telling people beforehand.
  module Reviewed
    BY_PERSON = %i[post_count group].freeze

    def self.all_of?(user)
      return false unless NewPostManager.respond_to?(:post_needs_approval?)
      manager = NewPostManager.new(user, raw: "")
      BY_PERSON.include?(NewPostManager.post_needs_approval?(manager))
    end
  end
end
