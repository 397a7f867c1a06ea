# frozen_string_literal: true

module Veille
  # Everything of Discourse that we rely on, by name. A forum that lacks one is one we do not know: the service refuses
  # it and says what is missing.
  module BootCheck
    METHODS = {
      "Discourse" => %i[readonly_mode? pg_readonly_mode? staff_writes_only_mode? base_url],
      "NewPostManager" => %i[plugin_payload_attributes],
      "UploadReference" => %i[ensure_exist!],
      "Upload" => %i[sha1_from_short_url extract_upload_ids],
      "Draft" => %i[get],
      "DraftSequence" => %i[current next!],
      "Group" => %i[messageable user_trust_level_change! refresh_automatic_groups!],
      "Post" => %i[with_deleted],
      "Topic" => %i[with_deleted],
      "TextCleaner" => %i[normalize_whitespaces],
      "UserNameSuggester" => %i[suggest],
      "UsernameChanger" => %i[change],
      "ReviewablePost" => %i[queue_for_review_if_possible],
      "DiscoursePluginRegistry" => %i[email_notification_filters push_notification_filters],
      "NotificationEmailer" => %i[process_notification],
      "PostAlerter" => %i[create_notification_alert push_notification],
      "Notification" => %i[types],
      "TopicSubtype" => %i[notify_moderators],
      "ProblemCheck" => %i[realtime],
    }.freeze
    INSTANCE_METHODS = {
      "NewPostManager" => %i[perform],
      "PostCreator" => %i[create! enqueue_jobs trigger_after_events],
      "PostJobsEnqueuer" => %i[enqueue_jobs],
      "ReviewableQueuedPost" => %i[perform perform_revise_and_reject_post approved? pending?],
      "Post" => %i[publish_change_to_clients! veille_publication=],
      "Guardian" => %i[
        can_see?
        can_create_post_on_topic?
        can_create_topic_on_category?
        can_move_posts?
        affected_by_slow_mode?
      ],
      "User" => %i[suspended? silenced? suspended_message effective_locale in_any_groups?],
      "NotificationEmailer::EmailUser" => %i[mentioned replied private_message],
      "Jobs::UserEmail" => %i[execute],
      "Jobs::SendPushNotification" => %i[execute],
      "Jobs::PushNotification" => %i[execute],
      "PostDestroyer" => %i[destroy],
      "RateLimiter::LimitExceeded" => %i[type available_in description],
    }.freeze
    TABLES = %w[MovedPost UploadReference Draft DraftSequence TopicUser Reviewable Notification PostTiming].freeze
    CONSTANTS = %w[UserAnonymizer::EMAIL_SUFFIX DiscourseRedis::EvalHelper].freeze
    SENTENCES = %w[max_consecutive_replies slow_mode_enabled read_only_mode_enabled].freeze

    # Names of what is not there; asked once a process.
    def self.missing
      @missing ||= (methods_missing + tables_missing + constants_missing + sentences_missing).freeze
    end

    def self.methods_missing
      lacking(METHODS, ".") { |thing, name| thing.respond_to?(name) } +
        lacking(INSTANCE_METHODS, "#") { |thing, name| thing.method_defined?(name) }
    end

    def self.lacking(wanted, sign)
      wanted.flat_map do |thing, names|
        here = thing.safe_constantize
        names.reject { |name| here && yield(here, name) }.map { |name| "#{thing}#{sign}#{name}" }
      end
    end

    def self.tables_missing
      TABLES
        .reject { |name| name.safe_constantize&.table_exists? }
        .map { |name| "table of #{name}" }
    end

    def self.constants_missing
      CONSTANTS.reject { |name| name.safe_constantize }
    end

    def self.sentences_missing
      SENTENCES.reject { |name| I18n.exists?(name, :en) }.map { |name| "sentence #{name}" }
    end

    private_class_method :methods_missing,
                         :lacking,
                         :tables_missing,
                         :constants_missing,
                         :sentences_missing
  end
end
