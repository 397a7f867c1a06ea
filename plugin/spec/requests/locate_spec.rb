# frozen_string_literal: true

require_relative "../support/veille_context"
require_relative "../support/veille_feed"

RSpec.describe "Where posts and topics are now" do
  include_context "with veille"
  include_context "with a feed"

  fab!(:author) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:moderator) { Fabricate(:admin, refresh_auto_groups: true) }
  fab!(:topic)
  fab!(:posts) { Array.new(4) { Fabricate(:post, topic:) } }
  fab!(:other) { Fabricate(:post).topic }

  def locate(posts: [], topics: [])
    feed(nil, locate: { postIds: posts.map(&:id), topicIds: topics.map(&:id) })
  end

  def move(from, moved, **options)
    from.reload.move_posts(moderator, moved.map(&:id), destination_topic_id: other.id, **options)
  end

  def placed(post)
    locate(posts: [post])["posts"].sole
  end

  # The place said is the place taken by a reply that is published.
  def expect_as_published(post)
    said = placed(post)
    answer = publish(item_of(author, replyToPostId: post.id, topicId: topic.id))
    expect(answer["topicId"]).to eq(said["topicId"]) if said["topicId"]
    expect(answer["code"]).to eq(said["deleted"] ? "reply_target_gone" : nil)
    made = Post.find(answer["postId"])
    expect(made.reply_to_post&.id).to eq(said["nowPostId"]) if said["postNumber"] != 1
    said
  end

  before { SiteSetting.max_consecutive_replies = 100 }

  it "finds a post that stands where it stood, and one that was moved" do
    move(topic, [posts[1]])
    expect(expect_as_published(posts[2])).to eq(
      "postId" => posts[2].id,
      "nowPostId" => posts[2].id,
      "topicId" => topic.id,
      "postNumber" => posts[2].post_number,
      "deleted" => false,
    )
    expect(expect_as_published(posts[1])).to include(
      "nowPostId" => posts[1].id,
      "topicId" => other.id,
      "postNumber" => posts[1].reload.post_number,
    )
  end

  it "stays with an original that has a copy, and takes the copy where the original is gone" do
    move(topic, [posts[2]], freeze_original: true)
    expect(expect_as_published(posts[2])).to include(
      "nowPostId" => posts[2].id,
      "topicId" => topic.id,
    )
    posts[2].trash!(moderator)
    copy = MovedPost.find_by(old_post_id: posts[2].id).new_post
    expect(expect_as_published(posts[2])).to include(
      "nowPostId" => copy.id,
      "topicId" => other.id,
      "deleted" => false,
    )
  end

  it "takes the copy where the original's topic is deleted" do
    move(topic, [posts[2]], freeze_original: true)
    topic.reload.trash!(moderator)
    expect(expect_as_published(posts[2])).to include("topicId" => other.id, "deleted" => false)
    expect(placed(posts[3])).to include("topicId" => topic.id, "deleted" => false)
  end

  it "says that a post is deleted, and where a reply to it goes" do
    posts[2].trash!(moderator)
    expect(placed(posts[2])).to eq(
      "postId" => posts[2].id,
      "nowPostId" => nil,
      "topicId" => topic.id,
      "postNumber" => nil,
      "deleted" => true,
    )
    move(topic, [posts[0], posts[1], posts[3]])
    expect(expect_as_published(posts[2])).to include("topicId" => other.id, "deleted" => true)
    posts[3].destroy!
    expect(placed(posts[3])).to include("nowPostId" => nil, "topicId" => nil, "deleted" => true)
  end

  it "follows a whole topic, twice in a row, and back again" do
    move(topic, posts)
    said = locate(posts: [posts[0]], topics: [topic, other])
    expect(said["topics"].map { |one| one["movedTo"] }).to eq([other.id, nil])
    expect(said["posts"].sole["topicId"]).to eq(other.id)

    third = Fabricate(:post).topic
    other.reload.move_posts(moderator, other.posts.where(post_type: 1).ids, destination_topic_id: third.id)
    expect(locate(topics: [topic])["topics"].sole["movedTo"]).to eq(third.id)
    expect(placed(posts[0])["topicId"]).to eq(third.id)

    topic.reload.update_status("closed", false, moderator)
    third.reload.move_posts(moderator, third.posts.where(post_type: 1).ids, destination_topic_id: topic.id)
    expect(locate(topics: [topic, third])["topics"].map { |one| one["movedTo"] }).to eq([nil, topic.id])
    expect(publish(item_of(author, topicId: topic.id))["topicId"]).to eq(topic.id)
  end

  it "says a topic's state, since when, and its category" do
    said = -> { locate(topics: [topic])["topics"].sole }
    expect(said.call).to eq(
      "topicId" => topic.id,
      "state" => "open",
      "closedAt" => nil,
      "solvedAt" => nil,
      "categoryId" => topic.category_id,
      "movedTo" => nil,
    )
    topic.update_status("archived", true, moderator)
    expect(said.call["state"]).to eq("archived")
    freeze_time 1.day.from_now
    topic.update_status("closed", true, moderator)
    expect(said.call).to include("state" => "closed", "closedAt" => Time.zone.now.iso8601(3))
    topic.trash!(moderator)
    expect(said.call["state"]).to eq("deleted")
    topic.destroy!
    expect(said.call).to include("state" => "gone", "categoryId" => nil)
  end

  it "says who may see a topic, and that nobody sees what is gone" do
    message = Fabricate(:private_message_topic, recipient: author)
    hidden = Fabricate(:topic, category: Fabricate(:private_category, group: Group[:staff]))
    sights = [topic, message, hidden].product([author, Fabricate(:user)])
    sights = sights.map { |one, user| { userId: user.id, topicId: one.id } }
    said = feed(nil, locate: { postIds: [], topicIds: [], sights: })["sights"]
    expect(said.pluck("seen")).to eq([true, true, true, false, false, false])
    expect(said.first).to eq("userId" => author.id, "topicId" => topic.id, "seen" => true)

    topic.trash!(moderator)
    nobody = [sights.first, { userId: -99, topicId: message.id }]
    said = feed(nil, locate: { postIds: [], topicIds: [], sights: nobody })["sights"]
    expect(said.pluck("seen")).to eq([false, false])
  end

  it "knows no time of a silent closing" do
    topic.update_columns(closed: true)
    expect(locate(topics: [topic])["topics"].sole).to include("state" => "closed", "closedAt" => nil)
  end

  it "says when a topic was solved" do
    skip "without discourse-solved" if !defined?(DiscourseSolved)
    SiteSetting.solved_enabled = true
    freeze_time
    DiscourseSolved.accept_answer!(posts[1], moderator)
    expect(locate(topics: [topic])["topics"].sole["solvedAt"]).to eq(Time.zone.now.iso8601(3))
  end

  it "places five hundred posts and topics in a few statements" do
    ids = (1..500).map { |i| posts[i % 4].id + (i * 1000) }
    body = { postIds: ids, topicIds: ids }
    feed(nil, locate: body)
    queries = track_sql_queries { feed(nil, locate: body) }
    expect(queries.size).to be < 40
  end
end
