# frozen_string_literal: true

module Veille
  # What an alert would tell somebody of: a post, and whether it is held from them already.
  class ToldOf
    # Messages of ours that the service has judged: they come when they may.
    OWN = /\A(digest|urgent)-/

    # `place` as columns of `posts`; nil where no such post stands, so that no digest could tell of it.
    def self.find(alert, place)
      row =
        Post
          .where(place)
          .joins(:topic)
          .joins(
            Post.sanitize_sql_array(
              [
                "LEFT JOIN veille_held ON veille_held.post_id = posts.id " \
                  "AND veille_held.user_id = :user_id AND veille_held.type = :type",
                alert.slice(:user_id, :type),
              ],
            ),
          )
          .pick("posts.id", "posts.user_id", "topics.subtype", "veille_held.id")
      new(alert, *row) if row
    end

    def initialize(alert, post_id, author_id, subtype, held_id)
      @alert = alert
      @post_id = post_id
      @author_id = author_id
      @subtype = subtype
      @held_id = held_id
    end

    def held?
      !@held_id.nil?
    end

    def spared?
      (SiteSetting.veille_flags_always_alert && @subtype == TopicSubtype.notify_moderators) ||
        (@author_id == Bot::ID && own?)
    end

    def hold
      Held.record(**@alert.slice(:user_id, :type), post_id: @post_id, by_user_id: caused_by)
    end

    private

    def own?
      Publication.where(post_id: @post_id).pluck(:key).any? { |key| OWN.match?(key) }
    end

    def caused_by
      named = @alert[:by] && User.where(username_lower: @alert[:by].downcase).pick(:id)
      named || @author_id
    end
  end
end
