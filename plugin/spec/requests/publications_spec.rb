# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "Publishing a deferred post" do
  include_context "with veille"

  fab!(:author) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic)

  it "creates a reply under its author's name and says where it stands" do
    item = item_of(author, topicId: topic.id)
    answer = publish(item)

    post = topic.posts.sole
    expect(answer).to eq(
      "key" => item[:key],
      "outcome" => "created",
      "postId" => post.id,
      "topicId" => topic.id,
      "postNumber" => post.post_number,
      "reviewableId" => nil,
      "code" => nil,
      "retryAfter" => nil,
      "errors" => [],
    )
    expect(post.user).to eq(author)
    expect(post.raw).to eq(item[:raw])
    expect(row_of(item)).to have_attributes(
      user_id: author.id,
      content_hash: item[:contentHash],
      state: "published",
      post_id: post.id,
    )
    expect(row_of(item).finished_at).to be_present
  end

  it "answers a post" do
    first, target = Array.new(2) { Fabricate(:post, topic:) }
    answer = publish(item_of(author, topicId: topic.id, replyToPostId: target.id))
    expect(Post.find(answer["postId"]).reply_to_post_number).to eq(target.post_number)
  end

  it "creates a topic with category and tags" do
    SiteSetting.tagging_enabled = true
    category, tag = Fabricate(:category), Fabricate(:tag)
    answer =
      publish(
        item_of(
          author,
          title: "Mon site affiche une erreur 500",
          categoryId: category.id,
          tags: [tag.name],
        ),
      )
    made = Topic.find(answer["topicId"])
    expect(answer["outcome"]).to eq("created")
    expect(made).to have_attributes(
      user: author,
      category:,
      title: "Mon site affiche une erreur 500",
    )
    expect(made.tags).to contain_exactly(tag)
  end

  it "sends a direct message to people and groups" do
    other = Fabricate(:user)
    group = Fabricate(:group, messageable_level: Group::ALIAS_LEVELS[:everyone])
    answer =
      publish(
        item_of(
          author,
          title: "Une question pour vous",
          recipients: [other.username.upcase, group.name],
        ),
      )
    message = Topic.find(answer["topicId"])
    expect(message).to be_private_message
    expect(message.allowed_users).to contain_exactly(author, other)
    expect(message.allowed_groups).to contain_exactly(group)
  end

  it "replies in a direct message" do
    message = Fabricate(:private_message_topic, user: author)
    Fabricate(:post, topic: message, user: author)
    answer = publish(item_of(author, topicId: message.id))
    expect(answer["outcome"]).to eq("created")
    expect(message.posts.count).to eq(2)
  end

  it "sends our own messages by the bot, whatever limits members have" do
    SiteSetting.max_personal_messages_per_day = 0
    author.user_option.update!(allow_private_messages: false)
    item =
      item_of(
        Veille::Bot.user,
        key: new_key("message"),
        title: "Votre message paraîtra mardi",
        recipients: [author.username],
      )
    answer = publish(item)
    expect(answer["outcome"]).to eq("created")
    expect(Post.find(answer["postId"]).user_id).to eq(Veille::Bot::ID)
    expect(publish(item)).to include("outcome" => "existing", "postId" => answer["postId"])
  end

  it "notifies as core does" do
    Jobs.run_immediately!
    other = Fabricate(:user)
    publish(item_of(author, topicId: topic.id, raw: "Qu'en pensez-vous, @#{other.username} ?"))
    expect(other.notifications.where(notification_type: Notification.types[:mentioned])).to exist
  end

  it "answers each item, and one that fails stops no other" do
    closed = Fabricate(:topic, closed: true)
    items = [item_of(author, topicId: closed.id), item_of(author, topicId: topic.id)]
    body = call_veille("publications", { items: })
    expect(body["items"].map { |one| one["outcome"] }).to eq(%w[refused created])
  end

  it "begins nothing once the time for a batch is over" do
    Veille::Deadline.any_instance.stubs(:passed?).returns(false, true)
    items = Array.new(2) { item_of(author, topicId: topic.id) }
    body = call_veille("publications", { items: })
    expect(body["items"].map { |one| one["outcome"] }).to eq(%w[created not_reached])
    expect(row_of(items.last)).to be_nil
  end

  it "leaves no limit on locks behind" do
    publish(item_of(author, topicId: topic.id))
    expect(DB.query_single("SHOW lock_timeout").first).to eq("0")
  end

  describe "the author's draft" do
    let(:item) { item_of(author, topicId: topic.id, draftKey: topic.draft_key) }

    def draft(text)
      Draft.set(author, topic.draft_key, 0, { reply: text, action: "reply" }.to_json)
    end

    it "goes where it holds the published text" do
      draft("#{item[:raw]}  \r\n")
      publish(item)
      expect(Draft.where(user: author)).to be_empty
      expect(DraftSequence.current(author, topic.draft_key)).to eq(1)
    end

    it "stays where it holds another" do
      draft("Autre chose, à finir")
      publish(item)
      expect(Draft.where(user: author).sole.data).to include("Autre chose")
      expect(DraftSequence.current(author, topic.draft_key)).to eq(0)
    end

    it "stays where no key was given" do
      draft(item[:raw])
      publish(item.except(:draftKey))
      expect(Draft.where(user: author)).to be_present
    end
  end
end
