# frozen_string_literal: true

module Veille
  # What an alert would tell somebody of: a post, and whether it is held from them already.
  class ToldOf
    # Messages of ours that the service has judged: they come when they may.
    OWN = /\A(digest|urgent)-/

    # In SQL: core waits for it before each alert.
    STANDING = <<~SQL
      SELECT posts.id, posts.user_id, topics.subtype, held.id AS held_id
      FROM posts
      JOIN topics ON topics.id = posts.topic_id AND topics.deleted_at IS NULL
      LEFT JOIN veille_held AS held
        ON held.post_id = posts.id AND held.user_id = :user_id AND held.type = :type
      WHERE posts.deleted_at IS NULL
    SQL
    BY_ID = "#{STANDING} AND posts.id = :id"
    BY_PLACE = "#{STANDING} AND posts.topic_id = :topic_id AND posts.post_number = :post_number"

    # `place`: the post's id, or its topic and number. nil where no such post stands: no digest could tell of it.
    def self.find(alert, place)
      asked = { **place, **alert.slice(:user_id, :type) }
      row = DB.query(place.key?(:id) ? BY_ID : BY_PLACE, asked).first
      new(alert, row) if row
    end

    def initialize(alert, row)
      @alert = alert
      @row = row
    end

    def held?
      !@row.held_id.nil?
    end

    def spared?
      flag_for_moderators? || (@row.user_id == Bot::ID && own?)
    end

    def hold
      Held.record(**@alert.slice(:user_id, :type), post_id: @row.id, by_user_id: caused_by)
    end

    private

    def flag_for_moderators?
      @row.subtype == TopicSubtype.notify_moderators && SiteSetting.veille_flags_always_alert
    end

    def own?
      Publication.where(post_id: @row.id).pluck(:key).any? { |key| OWN.match?(key) }
    end

    def caused_by
      named = @alert[:by] && User.where(username_lower: @alert[:by].downcase).pick(:id)
      named || @row.user_id
    end
  end
end
