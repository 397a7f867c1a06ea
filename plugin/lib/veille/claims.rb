# frozen_string_literal: true

module Veille
  # What a token says of its bearer: the contract's Claims.
  module Claims
    def self.of(user, topic_id: nil, now: Time.zone.now)
      {
        iss: Discourse.base_url,
        aud: "veille",
        sub: user.id.to_s,
        iat: now.to_i,
        exp: now.to_i + Token::LIFETIME,
        username: user.username,
        admin: user.admin?,
        moderator: user.moderator?,
        coordinator: coordinator?(user),
        groups: GroupUser.where(user_id: user.id).pluck(:group_id).sort,
        locale: user.effective_locale,
        zone: user.user_option&.timezone.presence,
        moderates: moderates(user, topic_id),
      }
    end

    def self.coordinator?(user)
      user.admin? || user.in_any_groups?(SiteSetting.veille_coordinator_groups_map)
    end

    # Whoever the forum lets move posts of this topic.
    def self.moderates(user, topic_id)
      topic = Topic.find_by(id: topic_id) if topic_id
      return [] if topic.nil?
      guardian = Guardian.new(user)
      guardian.can_see?(topic) && guardian.can_move_posts?(topic) ? [topic.id] : []
    end

    private_class_method :coordinator?, :moderates
  end
end
