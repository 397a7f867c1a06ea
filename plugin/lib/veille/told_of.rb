# frozen_string_literal: true

module Veille
  # What an alert would tell somebody of: a post, whether it is held from them already, and until when they want to hear
  # of nothing.
  class ToldOf
    # Messages of ours that the service has judged: they come when they may.
    OWN = /\A(digest|urgent)-/

    # Core waits for it before each alert: one statement, and nothing in it that only few alerts need. Scalars, since
    # planning a join takes longer than running it.
    ASKED = <<~SQL
      SELECT
        posts.id,
        posts.topic_id,
        posts.user_id,
        (SELECT id FROM veille_held WHERE user_id = :user_id AND post_id = posts.id AND type = :type),
        %{silence_ends}
      FROM posts
      WHERE posts.deleted_at IS NULL AND %{place}
    SQL
    BY_ID = "posts.id = :id"
    BY_PLACE = "posts.topic_id = :topic_id AND posts.post_number = :post_number"
    QUESTIONS =
      [BY_ID, BY_PLACE].index_with do |place|
        {
          asked: format(ASKED, place:, silence_ends: Silence::OF_ONE),
          known: format(ASKED, place:, silence_ends: "CAST(:silence_ends AS bigint)"),
        }
      end

    # `place`: the post's id, or its topic and number. `silence_ends`: where it is known already. nil where no such post
    # stands.
    def self.find(alert, place, silence_ends = nil)
      question = QUESTIONS[place.key?(:id) ? BY_ID : BY_PLACE][silence_ends ? :known : :asked]
      asked = { **place, silence_ends:, user_id: alert[:user_id], type: alert[:type], now: Now.ms }
      row = DB.query_array(question, asked).first
      new(alert, *row) if row
    end

    def initialize(alert, post_id, topic_id, author_id, held_id, silence_ends)
      @alert = alert
      @post_id = post_id
      @topic_id = topic_id
      @author_id = author_id
      @held_id = held_id
      @silence_ends = silence_ends
    end

    # Their hours count.
    def chosen?
      @silence_ends.positive?
    end

    def silent?
      Now.ms < @silence_ends
    end

    def held?
      !@held_id.nil?
    end

    def spared?
      flag_for_moderators? || (@author_id == Bot::ID && own?)
    end

    def hold
      Held.record(**@alert.slice(:user_id, :type), post_id: @post_id, by_user_id: caused_by)
    end

    private

    def flag_for_moderators?
      SiteSetting.veille_flags_always_alert &&
        Topic.exists?(id: @topic_id, subtype: TopicSubtype.notify_moderators)
    end

    def own?
      Publication.where(post_id: @post_id).pluck(:key).any? { |key| OWN.match?(key) }
    end

    def caused_by
      named = @alert[:by] && User.where(username_lower: @alert[:by].downcase).pick(:id)
      named || @author_id
    end
  end
end
