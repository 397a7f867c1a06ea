# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "Waiting to publish a deferred post" do
  include_context "with veille"

  fab!(:author) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic)

  def waits(item)
    answer = publish(item)
    expect(answer).to include("outcome" => "wait", "postId" => nil)
    expect(answer["retryAfter"]).to be_positive
    expect(row_of(item)).to be_nil
    answer["code"]
  end

  def reply(**more)
    item_of(author, topicId: topic.id, **more)
  end

  it "looks at core's lock on the topic and never waits for it" do
    item = reply
    key = "topic_id_#{topic.id}"
    Discourse.redis.set(key, Discourse.redis.time.first + 60, ex: 61)
    began = Process.clock_gettime(Process::CLOCK_MONOTONIC)
    expect(waits(item)).to eq("topic_busy")
    expect(Process.clock_gettime(Process::CLOCK_MONOTONIC) - began).to be < 2
    Discourse.redis.del(key)
    expect(publish(item)["outcome"]).to eq("created")
  end

  it "takes a lock that is over for none" do
    key = "topic_id_#{topic.id}"
    Discourse.redis.set(key, Discourse.redis.time.first - 1, ex: 5)
    expect(publish(reply)["outcome"]).to eq("created")
  ensure
    Discourse.redis.del(key)
  end

  it "waits while the forum is read-only, and asking by key goes on" do
    Discourse.enable_readonly_mode
    item = reply
    expect(waits(item)).to eq("read_only")
    expect(ask("publications/outcomes", key_of(item))["outcome"]).to eq("unknown")
  ensure
    Discourse.disable_readonly_mode
  end

  it "waits while only staff may write, though the caller is staff" do
    Discourse.enable_readonly_mode(Discourse::STAFF_WRITES_ONLY_MODE_KEY)
    expect(waits(reply)).to eq("read_only")
    admin = Fabricate(:admin)
    expect(publish(item_of(admin, topicId: topic.id))["outcome"]).to eq("created")
  ensure
    Discourse.disable_readonly_mode(Discourse::STAFF_WRITES_ONLY_MODE_KEY)
  end

  it "tells how long slow mode lasts" do
    topic.update!(slow_mode_seconds: 3600)
    TopicUser.change(author.id, topic.id, last_posted_at: 10.minutes.ago)
    answer = publish(reply)
    expect(answer).to include("outcome" => "wait", "code" => "slow_mode")
    expect(answer["retryAfter"]).to be_within(60).of(3000)
  end

  it "waits while the author's replies would be too many in a row" do
    SiteSetting.max_consecutive_replies = 2
    Fabricate(:post, topic:)
    2.times { Fabricate(:post, topic:, user: author) }
    expect(waits(reply)).to eq("too_many_replies")
  end

  it "waits for a picture that is gone rather than publishing without" do
    upload = Fabricate(:upload, user: author)
    item = reply(raw: "Voici la copie d'écran : ![écran](#{upload.short_url})")
    upload.destroy!
    expect(waits(item)).to eq("upload_gone")
    expect(topic.posts).to be_empty
  end

  it "says what is final before what may pass" do
    topic.update!(closed: true)
    gone = "![écran](upload://hRvu0yNpLNAMzuHBhmVnzOlH2YK.png) et quelques mots"
    expect(publish(reply(raw: gone))).to include("outcome" => "refused", "code" => "topic_closed")
  end

  it "waits where somebody else changes the rows it needs" do
    NewPostManager.any_instance.stubs(:perform).raises(ActiveRecord::LockWaitTimeout)
    expect(waits(reply)).to eq("topic_busy")
  end

  describe "the forum's limits" do
    before { RateLimiter.enable }

    it "tells how long until the next post" do
      publish(reply)
      expect(waits(reply)).to eq("rate_limited")
    end

    it "tells limits of a day apart" do
      SiteSetting.max_topics_in_first_day = 1
      SiteSetting.rate_limit_create_topic = 0
      SiteSetting.rate_limit_create_post = 0
      SiteSetting.rate_limit_new_user_create_post = 0
      author.update!(trust_level: TrustLevel[1])
      publish(item_of(author, title: "Un premier sujet du jour même"))
      answer = publish(item_of(author, title: "Un deuxième sujet, encore différent"))
      expect(answer).to include("outcome" => "wait", "code" => "daily_limit")
      expect(answer["retryAfter"]).to be > 3600
      expect(answer["errors"]).to be_present
    end
  end
end
