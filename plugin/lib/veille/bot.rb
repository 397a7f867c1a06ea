# frozen_string_literal: true

module Veille
  # Who signs our messages. A moderator, so that limits on direct messages spare it; found by its id, so that it may be
  # called anything.
  module Bot
    # The contract's BOT_USER_ID
    ID = -8341

    def self.user
      User.find_by(id: ID) || seed
    end

    # The setting has a new name for it.
    def self.rename(name)
      return if name.blank?
      username = UserNameSuggester.suggest(name, current_username: user.username)
      UsernameChanger.change(user, username, Discourse.system_user)
    end

    # As discourse-narrative-bot and core's fixtures do for theirs.
    def self.seed
      User.transaction do
        bot = User.new(name: "Veille", active: true, approved: true, moderator: true)
        bot.id = ID
        bot.username = UserNameSuggester.suggest(SiteSetting.veille_bot_username)
        bot.password = SecureRandom.hex
        bot.trust_level = TrustLevel[4]
        UserEmail.new(user_id: ID, email: "veille_bot_email", primary: true).save!(validate: false)
        bot.save!(validate: false)
        silence(bot.reload)
        Group.user_trust_level_change!(ID, TrustLevel[4])
        Group.refresh_automatic_groups!(:moderators, :staff)
      end
      User.find(ID)
    rescue ActiveRecord::RecordNotUnique
      User.find(ID) # another process was faster
    end

    def self.silence(bot)
      bot.create_user_option! if !bot.user_option
      bot.user_option.update!(
        email_digests: false,
        email_level: UserOption.email_level_types[:never],
        email_messages_level: UserOption.email_level_types[:never],
      )
    end

    private_class_method :seed, :silence
  end
end
