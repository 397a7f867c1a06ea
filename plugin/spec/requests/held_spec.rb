# frozen_string_literal: true

require_relative "../support/veille_context"
require_relative "../support/veille_calm"

RSpec.describe "What is held" do
  include_context "with veille"
  include_context "with calm"

  fab!(:lea) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:paul) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic)

  before do
    beat
    quiet(lea)
  end

  def ids(user = lea)
    held(user).sole["heldIds"]
  end

  it "is told with its place, oldest first" do
    first = mention(lea, topic:, user: paul)
    second = mention(lea, topic:, user: paul)
    answer = held(lea).sole
    expect(answer).to include("userId" => lea.id, "outcome" => "read", "unopened" => nil)
    expect(answer["things"].first).to eq(
      "heldId" => answer["heldIds"].first,
      "type" => 1,
      "at" => Veille::Held.order(:id).first.at.utc.iso8601(3),
      "topicId" => topic.id,
      "postId" => first.id,
      "postNumber" => first.post_number,
      "title" => topic.title,
      "byUsername" => paul.username,
    )
    expect(answer["things"].map { |thing| thing["postId"] }).to eq([first.id, second.id])
  end

  it "is another's for nobody" do
    mention(lea, topic:, user: paul)
    expect(held(paul, lea).map { |one| [one["userId"], one["heldIds"].size] }).to eq(
      [[paul.id, 0], [lea.id, 1]],
    )
  end

  it "is no news once it is read, and is still marked by the next digest" do
    post = mention(lea, topic:, user: paul)
    PostTiming.process_timings(lea, topic.id, 1000, [[post.post_number, 1000]])
    expect(things_for(lea)).to eq([])
    expect(ids.size).to eq(1)
  end

  it "is no news once its notification is" do
    mention(lea, topic:, user: paul)
    Notification.read_types(lea)
    expect([things_for(lea), ids.size]).to eq([[], 1])
  end

  it "is news one by one, where core has collapsed its notifications; all are dismissed with the last" do
    topic.notifier.watch!(lea.id)
    2.times { tell(topic:, user: paul) }
    expect(Notification.where(user_id: lea.id).count).to eq(1)
    expect(things_for(lea).size).to eq(2)
    Notification.read_types(lea)
    expect(things_for(lea)).to eq([])
    # core counts them all anew with the next one, and so do we
    tell(topic:, user: paul)
    expect(things_for(lea).size).to eq(3)
  end

  it "is no news where it is deleted, or may no longer be seen" do
    gone, secret = Array.new(2) { mention(lea, topic: Fabricate(:topic), user: paul) }
    PostDestroyer.new(Discourse.system_user, gone, context: "spec").destroy
    secret.topic.update!(category: Fabricate(:private_category, group: Fabricate(:group)))
    trashed = mention(lea, topic:, user: paul)
    topic.trash!
    expect([things_for(lea), ids.size]).to eq([[], 3])
    topic.recover!
    expect(things_for(lea).map { |thing| thing["postId"] }).to eq([trashed.id])
  end

  it "is told with the post's present place" do
    Fabricate(:post, topic:)
    post = mention(lea, topic:, user: paul)
    other = Fabricate(:post).topic
    PostMover.new(topic, Discourse.system_user, [post.id]).to_topic(other.id)
    expect(things_for(lea).sole).to include("topicId" => other.id, "title" => other.title)
  end

  it "is told by the copy that stands for a post whose original is gone" do
    post = mention(lea, topic:, user: paul)
    other = Fabricate(:post).topic
    PostMover.new(topic, Discourse.system_user, [post.id]).to_topic(other.id)
    topic.trash!
    post.trash!
    copy = other.posts.order(:post_number).last
    expect(things_for(lea).sole).to include("postId" => copy.id, "topicId" => other.id)
  end

  it "is told by a name as long as there is one" do
    mention(lea, topic:, user: paul)
    UsernameChanger.change(paul, "paul_nouveau", Discourse.system_user)
    expect(things_for(lea).sole["byUsername"]).to eq("paul_nouveau")
    Veille::Held.update_all(by_user_id: 2_000_000_001)
    expect(things_for(lea).sole["byUsername"]).to be_nil
  end

  it "is read person by person: one fault keeps no other's, and time ends the rest" do
    mention(lea, topic:, user: paul)
    Veille::DigestKey.stubs(:newest).with(paul.id).raises(StandardError)
    Veille::DigestKey.stubs(:newest).with(lea.id).returns(nil)
    expect(held(paul, lea).map { |one| one["outcome"] }).to eq(%w[not_reached read])
    Veille::Deadline.any_instance.stubs(:passed?).returns(true)
    expect(held(lea)).to eq(
      [
        {
          "userId" => lea.id,
          "outcome" => "not_reached",
          "heldIds" => [],
          "things" => [],
          "unopened" => nil,
        },
      ],
    )
  end

  it "is read of nobody that isn't there, and of 50 people at most" do
    call_veille("held", { userIds: [2_000_000_001] })
    expect(response.parsed_body["people"].sole).to include("outcome" => "read", "things" => [])
    call_veille("held", { userIds: (1..51).to_a })
    expect(response.status).to eq(400)
  end

  it "is kept for 90 days once told, and for a year where nobody wanted a digest" do
    rows = Array.new(4) { mention(lea, topic:, user: paul) }.map { |post| { post_id: post.id } }
    told, told_long_ago, kept, old = rows.map { |row| Veille::Held.find_by(row) }
    told.update_columns(digest_key: "digest-1-1", marked_at: 89.days.ago, at: 400.days.ago)
    told_long_ago.update_columns(digest_key: "digest-1-1", marked_at: 91.days.ago)
    kept.update_columns(at: 364.days.ago)
    old.update_columns(at: 366.days.ago)
    Jobs::Veille::TidyUp.new.execute({})
    expect(Veille::Held.pluck(:id)).to contain_exactly(told.id, kept.id)
  end
end
