# frozen_string_literal: true

require_relative "../support/veille_context"
require_relative "../support/veille_calm"

RSpec.describe "A digest" do
  include_context "with veille"
  include_context "with calm"

  fab!(:lea) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:paul) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic)

  let(:loud) { Veille::LoudIntervals.find_by(user_id: lea.id) }

  before do
    beat
    quiet(lea)
  end

  def held_ids
    held(lea).sole["heldIds"]
  end

  def unopened
    held(lea).sole["unopened"]
  end

  it "marks what it tells in its own transaction, and answers for its beginning" do
    post = mention(lea, topic:, user: paul)
    start = 1.day.from_now.change(usec: 0)
    choose(lea, [[start, start + 1.hour]])
    item = digest_for(lea, at: start, heldIds: held_ids)
    expect(publish(item)["outcome"]).to eq("created")
    expect(held_ids).to eq([])
    expect(unopened["key"]).to eq(item[:key])
    expect(unopened["things"].sole["postId"]).to eq(post.id)
    expect(loud).to have_attributes(spoken: Veille::Now.in_ms(start), unanswered: nil)
  end

  it "failure 20: what is held is never told twice, nor lost, where its publication fails" do
    mention(lea, topic:, user: paul)
    ids = held_ids
    Post.any_instance.stubs(:save).raises(StandardError)
    item = digest_for(lea, heldIds: ids)
    expect(publish(item)).to include("outcome" => "wait", "code" => "forum_error")
    Post.any_instance.unstub(:save)
    expect([held_ids, row_of(item)]).to eq([ids, nil])
    2.times { publish(item) }
    expect(Topic.private_messages.where(user_id: Veille::Bot::ID).count).to eq(1)
    expect(held_ids).to eq([])
  end

  it "marks only what is that person's and told of nowhere" do
    mention(paul, topic:, user: lea)
    quiet(paul)
    mention(paul, topic:, user: lea)
    theirs = held(paul).sole["heldIds"]
    publish(digest_for(lea, heldIds: theirs))
    expect(held(paul).sole["heldIds"]).to eq(theirs)
    first = digest_for(paul, heldIds: theirs)
    publish(first)
    publish(digest_for(paul, at: 1.hour.from_now, heldIds: theirs))
    expect(Veille::Held.pluck(:digest_key)).to eq([first[:key]])
  end

  it "replaces the one before while it is unopened, and tells of what that one told" do
    post = mention(lea, topic:, user: paul)
    first = digest_for(lea, at: 2.days.ago, heldIds: held_ids)
    publish(first)
    second = digest_for(lea, heldIds: [], replaces: first[:key])
    old = topic_of(first)
    expect(publish(second)["outcome"]).to eq("created")
    expect(Topic.find_by(id: old.id)).to be_nil
    expect(Notification.where(topic_id: old.id)).to be_empty
    expect(unopened["key"]).to eq(second[:key])
    expect(unopened["things"].sole["postId"]).to eq(post.id)
    expect(UserHistory.where(topic_id: old.id)).to be_empty
  end

  it "does not come where the one before has been opened: no row, no tombstone" do
    mention(lea, topic:, user: paul)
    first = digest_for(lea, at: 2.days.ago, heldIds: held_ids)
    publish(first)
    open_topic(lea, topic_of(first))
    expect(unopened).to be_nil
    mention(lea, topic:, user: paul)
    ids = held_ids
    second = digest_for(lea, heldIds: ids, replaces: first[:key])
    expect(publish(second)).to include("outcome" => "refused", "code" => "refused")
    expect([row_of(second), held_ids]).to eq([nil, ids])
    expect(Topic.private_messages.where(user_id: Veille::Bot::ID)).to contain_exactly(
      topic_of(first),
    )
    # the same moment, said anew
    anew = digest_for(lea, key: second[:key], heldIds: ids)
    expect(publish(anew)["outcome"]).to eq("created")
  end

  it "does not come where the one before is gone, or is no digest of that person" do
    first = digest_for(lea, at: 2.days.ago)
    publish(first)
    others = digest_for(paul)
    message = digest_for(lea, key: "slip-#{SecureRandom.hex(8)}")
    [others, message].each { |item| publish(item) }
    gone = "digest-#{lea.id}-1"
    [others[:key], message[:key], gone].each do |key|
      expect(publish(digest_for(lea, replaces: key))["outcome"]).to eq("refused")
    end
    PostDestroyer.new(Discourse.system_user, topic_of(first).first_post, context: "spec").destroy
    expect(unopened).to be_nil
    expect(publish(digest_for(lea, replaces: first[:key]))["outcome"]).to eq("refused")
  end

  it "is unopened until its person comes, not by being made" do
    first = digest_for(lea, at: 2.days.ago)
    publish(first)
    PostAlerter.post_created(topic_of(first).first_post)
    expect(unopened["key"]).to eq(first[:key])
    newer = digest_for(lea, at: 1.day.ago)
    publish(newer)
    expect(unopened["key"]).to eq(newer[:key])
    PostTiming.process_timings(lea, topic_of(newer).id, 1000, [[1, 1000]])
    expect(unopened).to be_nil
  end

  it "is given with ids and a key, or refused whole" do
    [{ heldIds: ["1"] }, { heldIds: [1] * 5001 }, { replaces: "Pas une clé" }].each do |wrong|
      call_veille("publications", { items: [digest_for(lea, **wrong)] })
      expect(response.status).to eq(400)
    end
  end
end
