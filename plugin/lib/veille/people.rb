# frozen_string_literal: true

module Veille
  # What the service needs to know of people, asked in batches and never kept for long.
  module People
    def self.of(user_ids)
      users = User.where(id: user_ids).includes(:user_option, :primary_email).index_by(&:id)
      groups = GroupUser.where(user_id: users.keys).pluck(:user_id, :group_id).group_by(&:first)
      user_ids.map { |id| person(id, users[id], groups.fetch(id, []).map(&:last).sort) }
    end

    def self.person(id, user, groups)
      {
        userId: id,
        state: Standing.of(user),
        username: user&.username,
        name: SiteSetting.enable_names ? user&.name.presence : nil,
        groups:,
        locale: user&.effective_locale,
        zone: user&.user_option&.timezone.presence,
      }
    end

    private_class_method :person
  end
end
