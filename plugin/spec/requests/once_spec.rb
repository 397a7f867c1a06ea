# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "Publishing once" do
  include_context "with veille"

  fab!(:author) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic)

  let(:item) { item_of(author, topicId: topic.id) }

  it "answers existing when the same is sent again, also after the topic was closed" do
    first = publish(item)
    topic.update_status("closed", true, Discourse.system_user)
    again = publish(item)
    expect(again).to eq(first.merge("outcome" => "existing"))
    expect(topic.posts.where(user: author).count).to eq(1)
  end

  it "answers existing for a post deleted since" do
    first = publish(item)
    PostDestroyer.new(Fabricate(:admin), Post.find(first["postId"])).destroy
    expect(publish(item)).to include("outcome" => "existing", "postId" => first["postId"])
  end

  it "tells another author or another content by key_conflict and does nothing" do
    publish(item)
    expect(publish(item.merge(userId: Fabricate(:user).id))["outcome"]).to eq("key_conflict")
    expect(publish(item.merge(contentHash: hash_of("autre")))["outcome"]).to eq("key_conflict")
    expect(topic.posts.count).to eq(1)
  end

  it "rolls the post back where a twin's row stands, and answers the twin's post" do
    # a twin that commits between the look-up of the key and the insertion of the post
    other = Fabricate(:post, topic:, user: author)
    twin = Proc.new { |post, opts| twin_writes(item, post: other) if opts[:veille_publication] }
    DiscourseEvent.on(:before_create_post, &twin)
    answer = publish(item)
    expect(answer).to include("outcome" => "existing", "postId" => other.id)
    expect(topic.posts.count).to eq(1)
  ensure
    DiscourseEvent.off(:before_create_post, &twin)
  end

  it "takes no refusal for an answer where a twin was faster" do
    titled = item_of(author, title: "Un titre déjà pris par le jumeau")
    other = Fabricate(:topic, title: titled[:title], user: author)
    post = Fabricate(:post, topic: other, user: author)
    SiteSetting.allow_duplicate_topic_titles = false
    twin = Proc.new { twin_writes(titled, post:) }
    DiscourseEvent.on(:after_validate_topic, &twin)
    expect(publish(titled)).to include("outcome" => "existing", "postId" => post.id)
  ensure
    DiscourseEvent.off(:after_validate_topic, &twin)
  end

  it "does not wait for an attempt that runs with the same key" do
    Veille::TryLock.hold(item[:key]) do
      expect(publish(item)).to include("outcome" => "wait", "code" => "key_busy", "retryAfter" => 5)
    end
    expect(topic.posts).to be_empty
    expect(publish(item)["outcome"]).to eq("created")
  end

  it "says what is out even while the key is busy" do
    first = publish(item)
    Veille::TryLock.hold(item[:key]) do
      expect(publish(item)).to include("outcome" => "existing", "postId" => first["postId"])
    end
  end

  it "keeps the key of a post that somebody made without our callbacks" do
    Veille::Mark.stubs(:put_on)
    made = publish(item)
    expect(made["outcome"]).to eq("created")
    expect(publish(item)).to eq(made.merge("outcome" => "existing"))
    expect(topic.posts.count).to eq(1)
  end

  it "keeps no row of an attempt that failed" do
    SiteSetting.min_post_length = 20
    short = item_of(author, topicId: topic.id, raw: "Court.")
    expect(publish(short)["outcome"]).to eq("refused")
    expect(Veille::Publication.count).to eq(0)
  end

  it "keeps a fault of one item apart, without its text in the log" do
    faulty = Proc.new { |post| raise "boom #{post.raw}" if post.raw.include?("confidentiel") }
    DiscourseEvent.on(:validate_post, &faulty)
    bad = item_of(author, topicId: topic.id, raw: "Ceci est confidentiel, ne le répétez pas.")
    body = nil
    logged = track_log_messages { |_| body = call_veille("publications", { items: [bad, item] }) }
    expect(body["items"].first).to include("outcome" => "wait", "code" => "forum_error")
    expect(body["items"].second["outcome"]).to eq("created")
    expect(logged.errors.join).to include("RuntimeError")
    expect(logged.errors.join).not_to include("confidentiel")
  ensure
    DiscourseEvent.off(:validate_post, &faulty)
  end

  describe "after a crash between commit and jobs" do
    before do
      publish(item)
      row_of(item).update_columns(finished_at: nil)
    end

    it "does on the next call what was left undone, once" do
      events = DiscourseEvent.track_events(:post_created) { 2.times { publish(item) } }
      expect(events.size).to eq(1)
      expect(
        Jobs::PostAlert.jobs.count { |job| job["args"][0]["post_id"] == row_of(item).post_id },
      ).to eq(2)
      expect(row_of(item).finished_at).to be_present
    end

    it "does it when asked by key, and answers all the same where it fails" do
      PostJobsEnqueuer.any_instance.stubs(:enqueue_jobs).raises(Redis::CannotConnectError)
      expect(ask("publications/outcomes", key_of(item))["outcome"]).to eq("existing")
      expect(row_of(item).finished_at).to be_nil
      PostJobsEnqueuer.any_instance.unstub(:enqueue_jobs)
      ask("publications/outcomes", key_of(item))
      expect(row_of(item).finished_at).to be_present
    end
  end

  describe "asking by key" do
    it "publishes nothing" do
      expect(ask("publications/outcomes", key_of(item))).to include(
        "outcome" => "unknown",
        "postId" => nil,
      )
      expect(topic.posts).to be_empty
    end

    it "tells what became of it" do
      made = publish(item)
      expect(ask("publications/outcomes", key_of(item))).to eq(made.merge("outcome" => "existing"))
      stranger = key_of(item).merge(userId: Fabricate(:user).id)
      expect(ask("publications/outcomes", stranger)["outcome"]).to eq("key_conflict")
    end
  end
end
