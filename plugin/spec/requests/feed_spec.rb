# frozen_string_literal: true

require_relative "../support/veille_context"
require_relative "../support/veille_feed"

RSpec.describe "Reading what happened by cursor" do
  include_context "with veille"
  include_context "with a feed"

  def note(*topic_ids)
    topic_ids.each { |topic_id| Veille::Change.note("topic_closed", topic_id:) }
  end

  def topics_of(answer)
    answer["changes"].map { |change| change["topicId"] }
  end

  it "begins with the newest only" do
    note(1, 2)
    answer = feed(nil)
    expect(answer).to include("changes" => [], "gap" => false, "posts" => [], "topics" => [])
    expect(feed(answer["latest"])).to include("changes" => [], "latest" => answer["latest"])
  end

  it "tells every change with every field, in order, in parts, and the same when asked again" do
    from = feed(nil)["latest"]
    note(11, 12, 13)
    first = feed(from, limit: 2)
    expect(topics_of(first)).to eq([11, 12])
    expect(first["latest"]).to eq(from + 3)
    expect(feed(from, limit: 2)).to eq(first)
    last = feed(first["changes"].last["id"], limit: 2)["changes"].sole
    expect(last).to eq(
      "id" => from + 3,
      "at" => Veille::Change.last.at.iso8601(3),
      "type" => "topic_closed",
      "topicId" => 13,
      "postId" => nil,
      "newTopicId" => nil,
      "newPostId" => nil,
      "userId" => nil,
      "newUserId" => nil,
      "groupId" => nil,
      "key" => nil,
      "createdAt" => nil,
    )
  end

  it "refuses what the contract does not know" do
    [{ after: -1 }, { after: 0, limit: 501 }, { after: 0, since: 3 }, { after: 0, locate: {} }].each do |body|
      call_veille("changes", body)
      expect(response.status).to eq(400)
    end
    call_veille("changes", { after: 0, locate: { postIds: (1..501).to_a, topicIds: [] } })
    expect(response.status).to eq(400)
  end

  describe "with changes of two processes" do
    # real transactions beside the one that a test runs in
    def self.connection
      config = ActiveRecord::Base.connection_db_config.configuration_hash
      given = { dbname: config[:database], user: config[:username], **config.slice(:host, :port) }
      PG.connect(given.compact).tap { |made| made.exec("SET lock_timeout = '3s'") }
    end

    let(:slow) { self.class.connection }
    let(:fast) { self.class.connection }

    def insert(by, topic_id)
      by.exec_params(
        "INSERT INTO veille_changes (type, topic_id, at) VALUES ('topic_closed', $1, now())",
        [topic_id],
      )
    end

    after { [slow, fast].each(&:close) }

    # once the test's own transaction, which holds them, is over
    after(:context) do # rubocop:disable RSpec/BeforeAfterAll
      by = self.class.connection
      by.exec("DELETE FROM veille_changes WHERE topic_id IN (901, 902, 903)")
      by.close
    end

    it "never tells one with a smaller id later, whoever commits first" do
      from = feed(nil)["latest"]
      slow.exec("BEGIN")
      insert(slow, 901)
      insert(fast, 902)
      before = feed(from)
      expect(topics_of(before)).to eq([902])
      expect(before["latest"]).to eq(before["changes"].last["id"])
      slow.exec("COMMIT")
      insert(fast, 903)
      after = feed(before["latest"])
      expect(topics_of(after)).to eq([901, 903])
      expect(after["changes"].map { |change| change["id"] }).to eq(
        [before["latest"] + 1, before["latest"] + 2],
      )
      expect(topics_of(feed(from))).to eq([902, 901, 903])
    end

    it "leaves no hole where one is rolled back" do
      from = feed(nil)["latest"]
      slow.exec("BEGIN")
      insert(slow, 901)
      slow.exec("ROLLBACK")
      insert(fast, 903)
      expect(feed(from)["changes"].last).to include("topicId" => 903)
      expect(Veille::Change.pluck(:position).sort).to eq(
        (Veille::Change.minimum(:position)..Veille::Change.maximum(:position)).to_a,
      )
    end

    it "does not wait for another process that gives positions, and misses nothing by it" do
      from = feed(nil)["latest"]
      stub_const(Veille::ChangeFeed, :LOCK, 8_341_000_002) do
        slow.exec("BEGIN")
        slow.exec("SELECT pg_advisory_xact_lock(8341000002)")
      note(1)
      expect(feed(from)).to include("changes" => [], "latest" => from)
      slow.exec("COMMIT")
      expect(topics_of(feed(from))).to eq([1])
      end
    end
  end

  describe "after a long time" do
    def prune
      Jobs::Veille::TidyUp.new.execute({})
    end

    it "says that something is missing, and only then" do
      from = feed(nil)["latest"]
      note(1, 2)
      Veille::Change.update_all(at: 31.days.ago)
      note(3)
      prune
      expect(feed(from)).to include("gap" => true)
      expect(feed(from + 1)).to include("gap" => true)
      expect(feed(from + 2)).to include("gap" => false)
      expect(topics_of(feed(from + 2))).to eq([3])
      expect(feed(nil)).to include("gap" => false, "latest" => from + 3)
    end

    it "goes on counting where everything was old" do
      note(1, 2)
      latest = feed(nil)["latest"]
      Veille::Change.update_all(at: 31.days.ago)
      prune
      expect(feed(latest)).to include("gap" => false, "latest" => latest)
      note(3)
      expect(feed(latest)["changes"].sole["id"]).to eq(latest + 1)
    end

    it "says that something may be missing after the plugin was off" do
      from = feed(nil)["latest"]
      SiteSetting.veille_enabled = false
      SiteSetting.veille_enabled = true
      answer = feed(from)
      expect(answer).to include("gap" => true, "changes" => [])
      note(1)
      expect(feed(answer["latest"])).to include("gap" => false)
      expect(topics_of(feed(answer["latest"]))).to eq([1])
    end

    it "says so too where the forum is older than the reader, restored from a backup" do
      note(1)
      expect(feed(feed(nil)["latest"] + 1000)["gap"]).to eq(true)
    end
  end

  it "answers in read-only mode what has its position" do
    from = feed(nil)["latest"]
    note(1)
    feed(nil)
    note(2)
    Discourse.stubs(:pg_readonly_mode?).returns(true)
    expect(topics_of(feed(from))).to eq([1])
  end
end
