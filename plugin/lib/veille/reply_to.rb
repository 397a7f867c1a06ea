# frozen_string_literal: true

module Veille
  # Who answers a message of ours by mail means the co-op: where it has named an address, the answer goes there, and not
  # to a bot.
  module ReplyTo
    def self.direct(mail)
      address = SiteSetting.veille_reply_address
      mail.reply_to = address if address.present? && ours?(mail)
    rescue StandardError => error
      # the mail goes all the same
      Failure.log(error)
    end

    def self.ours?(mail)
      id = mail.header["X-Discourse-Post-Id"]&.to_s
      id.present? && Post.where(id:, user_id: Bot::ID).exists?
    end

    private_class_method :ours?
  end
end
