# frozen_string_literal: true

module Veille
  # The questions of core's: is this mail, push or live alert kept from that person now? Asked when it is queued, and
  # again by its job, which may run much later. Held once, held for good: the digest tells of it. Where we fail, core
  # goes on as if we were not there.
  module Hold
    # Types whose notification says who caused it; of the others, whoever wrote the post did.
    INVITATIONS = %i[invited_to_private_message invited_to_topic].freeze

    # A notification for which core would queue a mail.
    def self.mail?(notification)
      safely do
        type = notification.notification_type
        name = Notification.types[type]
        next if name.nil? || !NotificationEmailer::EmailUser.method_defined?(name)
        by = inviter(name, notification.data_hash)
        first({ user_id: notification.user_id, type:, by: }, post_of(notification))
      end
    end

    # Asked for the live alert of open tabs, and for the push. Chat's own have no post: they are not ours to hold.
    def self.alert?(user, payload)
      safely do
        place = place_of(payload)
        first({ user_id: user.id, type: payload[:notification_type].to_i }, place) if place
      end
    end

    # The arguments of Jobs::UserEmail; account mails and activity summaries come from no notification.
    def self.mail_job?(args)
      safely do
        name = args[:notification_type].to_s.to_sym
        type = Notification.types[name]
        next if type.nil? || args[:post_id].blank?
        by = inviter(name, args[:notification_data_hash] || {})
        again({ user_id: args[:user_id].to_i, type:, by: }, { id: args[:post_id] })
      end
    end

    # The arguments of Jobs::SendPushNotification and Jobs::PushNotification.
    def self.push_job?(args)
      safely do
        payload = args[:payload] || {}
        place = place_of(payload)
        next if place.nil?
        again({ user_id: args[:user_id].to_i, type: payload[:notification_type].to_i }, place)
      end
    end

    # Whoever is told of everything now is not kept from anything by an earlier choice.
    def self.first(alert, place)
      silence_ends = Audience.silence_ends(alert[:user_id])
      return false if silence_ends == 0
      told = ToldOf.find(alert, place, silence_ends)
      told&.chosen? && held?(told)
    end

    # What was held stays so, whatever the person chose since.
    def self.again(alert, place)
      told = ToldOf.find(alert, place)
      told && held?(told)
    end

    def self.held?(told)
      return true if told.held?
      return false if !told.silent? || told.spared?
      told.hold
      true
    end

    def self.safely
      SiteSetting.veille_enabled && !!yield
    rescue StandardError => error
      Failure.log(error)
      false
    end

    def self.inviter(name, data)
      data.with_indifferent_access[:display_username] if INVITATIONS.include?(name)
    end

    # The post that a notification is about; a collapsed one stands at the first unread.
    def self.post_of(notification)
      original = notification.data_hash[:original_post_id].to_i
      return { id: original } if original.positive?
      { topic_id: notification.topic_id, post_number: notification.post_number }
    end

    def self.place_of(payload)
      place = { topic_id: payload[:topic_id], post_number: payload[:post_number] }
      place if place.values.all?(&:present?)
    end

    private_class_method :first, :again, :held?, :safely, :inviter, :post_of, :place_of
  end
end
