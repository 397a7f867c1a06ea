# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "Following what was moved" do
  include_context "with veille"

  fab!(:author) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:admin) { Fabricate(:admin, refresh_auto_groups: true) }
  fab!(:topic)
  fab!(:posts) { Array.new(4) { Fabricate(:post, topic:) } }

  def split(*moved, **options)
    topic.move_posts(admin, moved.map(&:id), title: "Un sujet à part entière", **options)
  end

  def reply_to(post, **more)
    item_of(author, replyToPostId: post.id, topicId: topic.id, **more)
  end

  def published(item)
    answer = publish(item)
    expect(answer["outcome"]).to eq("created")
    Post.find(answer["postId"])
  end

  it "follows the post it answers into the new topic, by its number there" do
    fresh = split(posts[1], posts[2])
    post = published(reply_to(posts[2]))
    expect(post.topic_id).to eq(fresh.id)
    expect(post.reply_to_post_number).to eq(posts[2].reload.post_number)
  end

  it "stays with what stays" do
    split(posts[1], posts[2])
    expect(published(reply_to(posts[3])).topic_id).to eq(topic.id)
    expect(published(item_of(author, topicId: topic.id)).topic_id).to eq(topic.id)
  end

  it "stays with a first post of which only a copy was moved" do
    split(posts[0], posts[1])
    expect(published(reply_to(posts[0])).topic_id).to eq(topic.id)
  end

  it "follows the copy where the original first post is gone" do
    fresh = split(posts[0], posts[1])
    posts[0].reload.trash!(admin)
    post = published(reply_to(posts[0]))
    expect(post).to have_attributes(topic_id: fresh.id, reply_to_post_number: 1)
  end

  it "follows a merge, first post and topic too, twice in a row" do
    second, third = Array.new(2) { Fabricate(:post).topic }
    topic.move_posts(admin, posts.map(&:id), destination_topic_id: second.id)
    second.reload.move_posts(admin, second.posts.pluck(:id), destination_topic_id: third.id)
    expect(topic.reload).to be_closed
    expect(published(item_of(author, topicId: topic.id)).topic_id).to eq(third.id)
    answered = published(reply_to(posts[0]))
    expect(answered.topic_id).to eq(third.id)
    expect(answered.reply_to_post.raw).to eq(posts[0].raw)
    expect(published(reply_to(posts[2])).topic_id).to eq(third.id)
  end

  it "goes to the topic where the post is deleted, and says so" do
    posts[2].trash!(admin)
    answer = publish(reply_to(posts[2]))
    expect(answer).to include(
      "outcome" => "created",
      "topicId" => topic.id,
      "code" => "reply_target_gone",
    )
    expect(Post.find(answer["postId"]).reply_to_post_number).to be_nil
  end

  it "goes to the topic where nothing is left of the post" do
    gone = posts[2].id
    posts[2].destroy!
    answer = publish(item_of(author, replyToPostId: gone, topicId: topic.id))
    expect(answer).to include(
      "outcome" => "created",
      "topicId" => topic.id,
      "code" => "reply_target_gone",
    )
    lost = publish(item_of(author, replyToPostId: gone))
    expect(lost).to include("outcome" => "refused", "code" => "reply_target_gone")
  end

  it "comes back where post and topic are deleted" do
    topic.trash!(admin)
    expect(publish(reply_to(posts[2]))).to include("outcome" => "refused", "code" => "topic_gone")
  end

  it "does not follow where the author may not look" do
    category = Fabricate(:private_category, group: Fabricate(:group))
    split(posts[1], posts[2], category_id: category.id)
    expect(publish(reply_to(posts[2]))).to include("outcome" => "refused", "code" => "topic_unseen")
  end

  describe "an answer to a whisper" do
    fab!(:whisperer) { Fabricate(:moderator, refresh_auto_groups: true) }
    fab!(:whisper) { Fabricate(:post, topic:, post_type: Post.types[:whisper], user: admin) }

    before { SiteSetting.whispers_allowed_groups = Group::AUTO_GROUPS[:staff].to_s }

    def whispered(by)
      item_of(by, replyToPostId: whisper.id, topicId: topic.id)
    end

    it "is a whisper" do
      post = Post.find(publish(whispered(whisperer))["postId"])
      expect(post.post_type).to eq(Post.types[:whisper])
    end

    it "never becomes public" do
      expect(publish(whispered(author))).to include(
        "outcome" => "refused",
        "code" => "reply_forbidden",
      )
      whisper.trash!(admin)
      expect(publish(whispered(whisperer))).to include(
        "outcome" => "refused",
        "code" => "reply_target_gone",
      )
    end
  end
end
