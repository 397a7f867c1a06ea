# frozen_string_literal: true

module Veille
  # Recipients of a direct message, told apart as PostsController does.
  module Recipients
    def self.split(names, author)
      names = names.map(&:downcase)
      groups =
        Group.messageable(author).where("lower(name) IN (?)", names).pluck(Arel.sql("lower(name)"))
      emails, users = (names - groups).partition { |name| name.include?("@") }
      {
        archetype: Archetype.private_message,
        target_usernames: users.join(","),
        target_emails: emails.join(","),
        target_group_names: groups.join(","),
      }
    end
  end
end
