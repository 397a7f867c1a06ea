# frozen_string_literal: true

# name: discourse-veille
# about: Write when you have time, publish when the team is back: availability by kind of help and deferred posts, published once, as their author
# version: 0.1.0
# authors: The contributors of Veille
# required_version: 3.5.0.beta9-dev

enabled_site_setting :veille_enabled

register_asset "stylesheets/veille.scss"
register_asset "stylesheets/veille-availability.scss"
register_asset "stylesheets/veille-composer.scss"
register_asset "stylesheets/veille-windows.scss"
register_asset "stylesheets/veille-form.scss"
register_asset "stylesheets/veille-setup.scss"
register_asset "stylesheets/veille-state.scss"
register_asset "stylesheets/veille-alerts.scss"
register_asset "stylesheets/veille-moderation.scss"
register_asset "stylesheets/veille-here.scss"
register_asset "stylesheets/veille-watch.scss"
%w[bell bell-slash clock user-clock calendar-check pause rotate-left].each { |icon| register_svg_icon icon }

module ::Veille
  PLUGIN_NAME = "discourse-veille"
end

require_relative "lib/veille/release"
require_relative "lib/veille/log_filter"
require_relative "lib/veille/engine"

Rails.application.config.filter_parameters.concat(Veille::LogFilter::PATTERNS)

after_initialize do
  register_seedfu_fixtures(File.expand_path("db/fixtures", __dir__))
  add_api_key_scope(:veille, Veille::ApiScope.actions)

  # A key travels with its post into the transaction that makes it.
  allow_new_queued_post_payload_attribute(:veille_publication)
  add_to_class(:post, :veille_publication) { @veille_publication }
  add_to_class(:post, :veille_publication=) { |mark| @veille_publication = mark }
  on(:before_create_post) { |post, opts| Veille::Mark.put_on(post, opts) }
  add_model_callback(:post, :after_create) { Veille::Mark.keep_post(self) }
  add_model_callback(:reviewable_queued_post, :after_create) { Veille::Mark.keep_review(self) }

  # What moderators decide about a post that waits for their approval.
  on(:approved_post) { |reviewable, post| Veille::Review.approved(reviewable, post.id) }
  on(:reviewable_transitioned_to) { |status, it| Veille::Review.transitioned(status, it) }
  reloadable_patch { Veille::Review.watch_revisions }

  # What happens to topics, posts and people, for the service to follow.
  Veille::Heard::EVENTS.each do |event|
    on(event) { |*args, **more| Veille::Heard.public_send(event, *args, **more) }
  end
  add_model_callback(:topic, :after_update) { Veille::Heard.topic_saved(self) }
  add_model_callback(:user, :after_update) { Veille::Heard.user_saved(self) }
  add_model_callback(:user, :after_destroy) { Veille::Heard.user_gone(self) }
  # Nothing rings at hours that a person did not choose.
  register_email_notification_filter { |notification| !Veille::Hold.mail?(notification) }
  register_push_notification_filter { |user, payload| !Veille::Hold.alert?(user, payload) }
  on(:before_create_notifications_for_users) { |users, _post| Veille::Audience.expect(users) }
  reloadable_patch { Veille::AskedAgain.install }
  register_problem_check(ProblemCheck::VeilleSilence)

  on(:before_email_send) { |mail, _type| Veille::ReplyTo.direct(mail) }

  on_enabled_change { |_was, enabled| Veille::ChangeFeed.interrupt if enabled }

  add_to_serializer(:current_user, :veille_reviewed) { Veille::Reviewed.all_of?(object) }

  on(:site_setting_changed) do |name, _old, new|
    Veille::Bot.rename(new) if name == :veille_bot_username
  end
end
