# frozen_string_literal: true

require_relative "../support/veille_context"
require_relative "../support/veille_calm"

RSpec.describe Veille::Hold, type: :request do
  include_context "with veille"
  include_context "with calm"

  fab!(:lea) { Fabricate(:user, refresh_auto_groups: true, last_seen_at: 1.day.ago) }
  fab!(:paul) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic)

  before do
    freeze_time Time.utc(2026, 3, 2, 22, 0)
    lea.update!(last_seen_at: 1.day.ago)
    SiteSetting.push_notification_time_window_mins = 0
    push_to(lea)
    NotificationEmailer.enable
    beat
  end

  after { NotificationEmailer.disable }

  def message(from: paul, **fields)
    Fabricate(
      :private_message_topic,
      user: from,
      topic_allowed_users: [from, lea].map { |user| Fabricate.build(:topic_allowed_user, user:) },
      **fields,
    ).tap { |pm| pm.notifier.watch!(lea.id) }
  end

  describe "before anybody has chosen" do
    it "holds nothing" do
      expect(alerts_of(lea) { mention(lea, topic:, user: paul) }).to eq(mails: 1, pushes: 1, live: 1)
      choose(lea, nil)
      again = alerts_of(lea) { mention(lea, topic:, user: paul) }
      expect(again).to eq(mails: 2, pushes: 2, live: 1)
      expect(Veille::Held.count).to eq(0)
    end
  end

  describe "outside chosen hours" do
    before { quiet(lea) }

    it "keeps a mention silent, and the bell counts it" do
      post = nil
      expect(alerts_of(lea) { post = mention(lea, topic:, user: paul) }).to eq(nothing)
      expect(lea.reload.all_unread_notifications_count).to eq(1)
      expect(Veille::Held.sole).to have_attributes(
        user_id: lea.id,
        post_id: post.id,
        type: Notification.types[:mentioned],
        by_user_id: paul.id,
        at: Time.now,
        digest_key: nil,
      )
    end

    it "keeps a reply and a direct message silent, and the bell counts them" do
      mine = Fabricate(:post, topic:, user: lea)
      pm = message
      alerts =
        alerts_of(lea) do
          tell(topic:, user: paul, reply_to_post_number: mine.post_number)
          tell(topic: pm, user: paul)
        end
      expect(alerts).to eq(nothing)
      expect(lea.reload.all_unread_notifications_count).to eq(2)
      expect(Veille::Held.pluck(:type)).to eq(
        [Notification.types[:replied], Notification.types[:private_message]],
      )
    end

    it "keeps an invitation silent, and knows by whom" do
      pm = message(topic_allowed_users: [Fabricate.build(:topic_allowed_user, user: paul)])
      Fabricate(:post, topic: pm, user: Fabricate(:user))
      pm.invite(paul, lea.username)
      expect(queued(Jobs::UserEmail, lea)).to eq(0)
      expect(Veille::Held.sole.by_user_id).to eq(paul.id)
    end

    it "lets others be told at the same moment" do
      marie = Fabricate(:user, refresh_auto_groups: true)
      raw = "Bonjour @#{lea.username} et @#{marie.username}, que faire ?"
      alerts_of(lea) { tell(raw:, topic:, user: paul) }
      expect([queued(Jobs::UserEmail, lea), queued(Jobs::UserEmail, marie)]).to eq([0, 1])
    end

    it "asks once for all who watch a topic" do
      people = Fabricate.times(5, :user)
      people.each { |user| topic.notifier.watch!(user.id) }
      quiet(*people)
      post = Fabricate(:post, topic:, user: paul)
      asked = track_sql_queries { PostAlerter.post_created(post) }
      expect(asked.grep(/veille_loud_intervals/).size).to eq(1)
      expect(Veille::Held.pluck(:user_id)).to match_array(people.map(&:id))
    end

    it "asks everything of one person and one post in one statement, and records in another" do
      post = Fabricate(:post, topic:, user: paul)
      payload = { notification_type: 1, topic_id: topic.id, post_number: post.post_number }
      ask = -> { track_sql_queries { described_class.alert?(lea, payload) }.grep(/veille_/).size }
      expect([ask.call, ask.call]).to eq([2, 1])
    end

    it "keeps what it held, also in hours, whether core named its audience or not" do
      post = mention(lea, topic:, user: paul)
      choose(lea, [[1.hour.ago, 1.hour.from_now]])
      notification = Notification.find_by(user: lea, post_number: post.post_number, topic:)
      asked_alone = described_class.mail?(notification)
      Veille::Audience.expect([lea])
      expect([asked_alone, described_class.mail?(notification)]).to eq([true, true])
    end

    it "does not wait for the disk, where nobody's transaction is open" do
      Veille::Held.connection.stubs(:transaction_open?).returns(false)
      Veille::Held.record(user_id: lea.id, post_id: 1, type: 1, by_user_id: paul.id)
      expect(DB.query_single("SHOW synchronous_commit")).to eq(["off"])
      expect(Veille::Held.sole.at).to eq_time(Time.now)
    end

    it "records one row for person, post and type, also where core makes its notification anew" do
      post = mention(lea, topic:, user: paul)
      Notification.where(user_id: lea.id).destroy_all
      PostAlerter.post_created(post)
      expect(Veille::Held.count).to eq(1)
    end

    it "lets account mails and activity summaries leave" do
      expect(described_class.mail_job?({ type: "account_suspended", user_id: lea.id })).to eq(false)
      expect(described_class.mail_job?({ type: "digest", user_id: lea.id })).to eq(false)
    end

    it "lets chat ring, which asks the same filter without a post" do
      payload = { notification_type: Notification.types[:chat_mention], post_url: "/chat/c/1" }
      expect(described_class.alert?(lea, payload)).to eq(false)
    end

    it "holds nothing that it cannot record" do
      payload = { notification_type: 1, topic_id: topic.id, post_number: 99 }
      expect(described_class.alert?(lea, payload)).to eq(false)
    end

    it "keeps to what it held where the site says later that flags always reach moderators" do
      flag = message(subtype: TopicSubtype.notify_moderators)
      post = tell(topic: flag, user: paul)
      SiteSetting.veille_flags_always_alert = true
      type = Notification.types[:private_message]
      payload = { notification_type: type, topic_id: flag.id, post_number: post.post_number }
      expect(described_class.alert?(lea, payload)).to eq(true)
    end

    it "lets flags reach moderators where the site says so" do
      flag = message(subtype: TopicSubtype.notify_moderators)
      expect(alerts_of(lea) { tell(topic: flag, user: paul) }).to eq(nothing)
      SiteSetting.veille_flags_always_alert = true
      other = message(subtype: TopicSubtype.notify_moderators)
      expect(alerts_of(lea) { tell(topic: other, user: paul) }).to include(mails: 1, live: 1)
      expect(alerts_of(lea) { mention(lea, topic:, user: paul) }).to include(live: 0)
    end

    it "breaks no mail of core's by a failure of its own" do
      Veille::ToldOf.stubs(:find).raises(ActiveRecord::StatementInvalid)
      expect(alerts_of(lea) { mention(lea, topic:, user: paul) }).to eq(mails: 1, pushes: 1, live: 1)
      args = { type: "user_mentioned", user_id: lea.id, notification_type: "mentioned", post_id: 1 }
      expect(described_class.mail_job?(args.with_indifferent_access)).to eq(false)
    end

    it "holds nothing while the plugin is off" do
      post = Fabricate(:post, topic:, user: paul, raw: "Bonjour @#{lea.username}, une question")
      SiteSetting.veille_enabled = false
      expect(alerts_of(lea) { PostAlerter.post_created(post) }).to eq(mails: 1, pushes: 1, live: 1)
      args = { user_id: lea.id, notification_type: "mentioned", post_id: post.id }
      expect(described_class.mail_job?(args.with_indifferent_access)).to eq(false)
      expect(Veille::Held.count).to eq(0)
    end
  end

  describe "failure 20: the digest silenced by our own filter" do
    before { quiet(lea) }

    def arrives(item)
      alerts_of(lea) do
        publish(item)
        PostAlerter.post_created(Post.find(row_of(item).post_id))
      end
    end

    it "does not happen: what the service has judged rings" do
      expect(arrives(digest_for(lea))).to include(mails: 1, pushes: 1)
      args = Jobs::UserEmail.jobs.last["args"].first
      expect(described_class.mail_job?(args.with_indifferent_access)).to eq(false)
    end

    it "does not happen to what cannot wait, either" do
      urgent = digest_for(lea, key: "urgent-#{lea.id}-#{SecureRandom.hex(6)}")
      expect(arrives(urgent)).to include(mails: 1, pushes: 1)
    end

    it "is for no other message of ours: a text given back is as silent as any" do
      expect(arrives(digest_for(lea, key: "slip-#{SecureRandom.hex(8)}"))).to eq(nothing)
      expect(Veille::Held.count).to eq(1)
    end
  end

  describe "within chosen hours" do
    before { choose(lea, [[1.hour.ago, 1.hour.from_now], [1.day.from_now, 2.days.from_now]]) }

    it "lets everything ring, to the end of them and not beyond" do
      freeze_time 1.hour.from_now - 1.second
      beat([lea.id, Time.now.utc.iso8601])
      expect(alerts_of(lea) { mention(lea, topic:, user: paul) }).to eq(mails: 1, pushes: 1, live: 1)
      freeze_time 1.second.from_now
      expect(alerts_of(lea) { mention(lea, topic:, user: paul) }).to eq(mails: 1, pushes: 1, live: 0)
      expect(Veille::Held.count).to eq(1)
    end
  end

  describe "failure 20: silence that never ends because the service is dead" do
    it "ends an hour after its last word" do
      quiet(lea)
      freeze_time 59.minutes.from_now
      expect(alerts_of(lea) { mention(lea, topic:, user: paul) }).to eq(nothing)
      freeze_time 1.minute.from_now
      expect(alerts_of(lea) { mention(lea, topic:, user: paul) }).to eq(mails: 1, pushes: 1, live: 1)
    end

    it "ends half an hour into hours for which there was no digest, nor the word that none is due" do
      start = 1.hour.from_now
      choose(lea, [[start, start + 20.minutes]])
      freeze_time start + 29.minutes
      beat
      expect(alerts_of(lea) { mention(lea, topic:, user: paul) }).to eq(nothing)
      freeze_time start + 30.minutes
      beat
      expect(alerts_of(lea) { mention(lea, topic:, user: paul) }).to include(mails: 1, live: 1)
      beat([lea.id, start.utc.iso8601])
      expect(alerts_of(lea) { mention(lea, topic:, user: paul) }).to include(mails: 1, live: 0)
    end

    it "never begins where there was no beat at all" do
      quiet(lea)
      Veille::Lease.delete_all
      expect(alerts_of(lea) { mention(lea, topic:, user: paul) }).to include(mails: 1, live: 1)
    end
  end

  describe "asked again when the mail or push really leaves" do
    def mail_args(post)
      notification = Notification.where(user_id: lea.id).last
      NotificationEmailer::EmailUser.notification_params(notification, :user_mentioned)
    end

    before { choose(lea, [[1.hour.ago, 5.minutes.from_now], [1.day.from_now, 2.days.from_now]]) }

    it "holds a mail whose job runs after the end of the hours, and records it once" do
      args = mail_args(mention(lea, topic:, user: paul))
      expect(Veille::Held.count).to eq(0)
      freeze_time 10.minutes.from_now
      expect { 2.times { Jobs::UserEmail.new.execute(args) } }.not_to change {
        ActionMailer::Base.deliveries.size
      }
      expect(Veille::Held.count).to eq(1)
    end

    it "lets it leave where it may" do
      args = mail_args(mention(lea, topic:, user: paul))
      expect { Jobs::UserEmail.new.execute(args) }.to change {
        ActionMailer::Base.deliveries.size
      }.by(1)
      expect(Veille::Held.count).to eq(0)
    end

    it "failure 19: floods nobody at the end of the quiet time; held once is held for good" do
      args = mail_args(mention(lea, topic:, user: paul))
      freeze_time 10.minutes.from_now
      Jobs::UserEmail.new.execute(args)
      freeze_time 25.hours.from_now
      beat
      expect { Jobs::UserEmail.new.execute(args) }.not_to change {
        ActionMailer::Base.deliveries.size
      }
      choose(lea, nil)
      expect { Jobs::UserEmail.new.execute(args) }.not_to change {
        ActionMailer::Base.deliveries.size
      }
    end

    it "holds pushes to browsers and to apps" do
      mention(lea, topic:, user: paul)
      args = Jobs::SendPushNotification.jobs.last["args"].first
      freeze_time 10.minutes.from_now
      PushNotificationPusher.expects(:push).never
      Jobs::SendPushNotification.new.execute(args.with_indifferent_access)
      hub = stub_request(:post, "https://hub.example.org/push")
      clients = [["client", "https://hub.example.org/push"]]
      Jobs::PushNotification.new.execute({ **args, clients: }.with_indifferent_access)
      expect(hub).not_to have_been_requested
      expect(Veille::Held.count).to eq(1)
    end

    it "lets pushes leave where they may" do
      mention(lea, topic:, user: paul)
      args = Jobs::SendPushNotification.jobs.last["args"].first
      PushNotificationPusher.expects(:push).once
      Jobs::SendPushNotification.new.execute(args.with_indifferent_access)
    end
  end
end
