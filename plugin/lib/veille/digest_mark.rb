# frozen_string_literal: true

module Veille
  # What a digest does in the transaction of its post: what it tells is told, the unopened one before it goes, its
  # beginning is answered for. So nothing is told twice, and nothing is lost.
  module DigestMark
    def self.note(mark)
      digest = DigestKey.read(mark[:key])
      return if digest.nil?
      replace(digest, mark[:replaces]) if mark[:replaces]
      Held
        .unmarked
        .where(user_id: digest.user_id, id: mark[:held_ids] || [])
        .update_all(digest_key: digest.key, marked_at: Time.zone.now)
      LoudIntervals.speak([[digest.user_id, digest.start]])
    end

    # Opened since, or gone: the new one would say things twice, so it does not come.
    def self.replace(digest, key)
      before = DigestKey.read(key)
      raise Refused.new("refused") if before.nil? || before.user_id != digest.user_id
      # another one that replaces it waits here, and finds it gone
      Publication.lock.find_by(key:)
      topic = before.unopened_topic
      raise Refused.new("refused") if topic.nil?
      Held.where(digest_key: key).update_all(digest_key: digest.key, marked_at: Time.zone.now)
      destroy(topic)
    end

    def self.destroy(topic)
      PostDestroyer.new(
        Discourse.system_user,
        topic.first_post,
        context: I18n.t("veille.digest_replaced"),
        skip_staff_log: true,
      ).destroy
    end

    private_class_method :replace, :destroy
  end
end
