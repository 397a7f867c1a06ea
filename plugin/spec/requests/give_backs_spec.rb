# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "Giving a text back" do
  include_context "with veille"

  fab!(:author) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic)

  let(:item) { item_of(author, topicId: topic.id) }
  let(:data) { { reply: item[:raw], action: "reply" }.to_json }
  let(:returned) do
    {
      **key_of(item),
      draft: {
        key: topic.draft_key,
        data:,
      },
      message: {
        title: "Votre réponse n’a pas été publiée",
        posts: ["Bonjour,\n\n```\n#{item[:raw]}\n```", "la suite"],
      },
    }
  end

  def give_back(changes = {})
    ask("give-backs", returned.merge(changes))
  end

  it "leaves a tombstone, a draft and a message by the bot" do
    answer = give_back
    message = Topic.find(answer["messageTopicId"])
    expect(answer).to eq(
      "key" => item[:key],
      "outcome" => "created",
      "draftKept" => true,
      "messageTopicId" => message.id,
      "postId" => nil,
      "topicId" => nil,
      "postNumber" => nil,
      "code" => nil,
    )
    expect(message).to have_attributes(title: returned[:message][:title], user_id: Veille::Bot::ID)
    expect(message).to be_private_message
    expect(message.allowed_users).to contain_exactly(author, Veille::Bot.user)
    expect(message.ordered_posts.pluck(:raw)).to eq(returned[:message][:posts])
    expect(
      Draft.get(author, topic.draft_key, DraftSequence.current(author, topic.draft_key)),
    ).to eq(data)
    expect(author.reload.user_stat.draft_count).to eq(1)
    expect(row_of(item)).to be_cancelled
    expect(publish(item)["outcome"]).to eq("cancelled")
  end

  it "does it once" do
    first = give_back
    expect(give_back).to eq(first.merge("outcome" => "existing"))
    expect(Topic.private_messages.where(user_id: Veille::Bot::ID).count).to eq(1)
  end

  it "tells the author" do
    Jobs.run_immediately!
    give_back
    expect(
      author.notifications.where(notification_type: Notification.types[:private_message]),
    ).to exist
  end

  it "says what is out instead" do
    made = publish(item)
    expect(give_back).to include(
      "outcome" => "published",
      "postId" => made["postId"],
      "topicId" => topic.id,
      "messageTopicId" => nil,
    )
    expect(Draft.where(user: author)).to be_empty
  end

  it "gives back after a cancel" do
    ask("publications/cancel", key_of(item))
    expect(give_back).to include("outcome" => "created", "draftKept" => true)
  end

  it "keeps the author's own draft" do
    Draft.set(author, topic.draft_key, 0, { reply: "Autre chose, à finir" }.to_json)
    expect(give_back).to include("outcome" => "created", "draftKept" => false)
    expect(Draft.where(user: author).sole.data).to include("Autre chose")
  end

  it "takes the place of a draft that core shows no more" do
    Draft.create!(user: author, draft_key: topic.draft_key, sequence: 0, data: "{}")
    DraftSequence.create!(user_id: author.id, draft_key: topic.draft_key, sequence: 4)
    expect(give_back).to include("draftKept" => true)
    expect(Draft.get(author, topic.draft_key, 4)).to eq(data)
  end

  it "keeps the draft that the author makes in that very moment" do
    Draft.stubs(:get).returns(nil)
    Draft.set(author, topic.draft_key, 0, { reply: "Autre chose, à finir" }.to_json)
    expect(give_back).to include("outcome" => "created", "draftKept" => false)
    expect(Draft.where(user: author).sole.data).to include("Autre chose")
  end

  it "keeps the pictures of the draft" do
    upload = Fabricate(:upload, user: author)
    text = { reply: "![écran](#{upload.short_url})" }.to_json
    give_back(draft: { key: topic.draft_key, data: text })
    expect(UploadReference.where(upload:, target_type: "Draft")).to exist
  end

  it "needs neither draft nor message" do
    expect(give_back(draft: nil, message: nil)).to include(
      "outcome" => "created",
      "draftKept" => false,
      "messageTopicId" => nil,
    )
    expect(give_back(draft: nil, message: nil)["outcome"]).to eq("existing")
    expect(Topic.private_messages).to be_empty
  end

  it "takes what the forum would not: short titles, long texts, closed doors" do
    author.user_option.update!(allow_private_messages: false)
    author.update!(suspended_till: 1.year.from_now, suspended_at: 1.day.ago)
    long = "é" * (SiteSetting.max_post_length + 10)
    answer = give_back(message: { title: "?", posts: [long] })
    expect(answer).to include("outcome" => "created", "draftKept" => true)
    expect(Topic.find(answer["messageTopicId"]).first_post.raw.length).to eq(long.length)
  end

  it "has nobody to give to where the author is gone, and the tombstone stands" do
    gone = returned.merge(userId: 2_000_000_000)
    2.times do
      expect(ask("give-backs", gone)).to include("outcome" => "refused", "code" => "author_gone")
    end
    expect(row_of(item)).to be_cancelled
    UserAnonymizer.make_anonymous(author, Discourse.system_user)
    other = returned.merge(key: new_key)
    expect(ask("give-backs", other)).to include(
      "outcome" => "refused",
      "code" => "author_anonymised",
    )
  end

  it "takes a post out of the approval queue" do
    SiteSetting.approve_unless_allowed_groups = Group::AUTO_GROUPS[:staff].to_s
    publish(item)
    reviewable = ReviewableQueuedPost.find(row_of(item).reviewable_id)
    expect(give_back["outcome"]).to eq("created")
    expect(reviewable.reload).to be_deleted
  end

  it "does all of it or nothing, and one that fails keeps no other back" do
    text = item[:raw]
    faulty = Proc.new { |post| raise "boom" if post.raw.include?(text) }
    Post.set_callback(:create, :before, faulty)
    other = item_of(author)
    message = { title: "Une autre est rendue", posts: ["Bonjour"] }
    body = call_veille("give-backs", { items: [returned, { **key_of(other), draft: nil, message: }] })
    expect(body["items"].map { |one| one["outcome"] }).to eq(%w[busy created])
    expect(row_of(item)).to be_nil
    expect(Draft.where(user: author)).to be_empty
  ensure
    Post.skip_callback(:create, :before, faulty)
  end

  it "is busy while an attempt runs, and knows a stranger's key" do
    Veille::TryLock.hold(item[:key]) { expect(give_back["outcome"]).to eq("busy") }
    publish(item)
    expect(give_back(userId: Fabricate(:user).id)["outcome"]).to eq("key_conflict")
  end

  it "queues the message's jobs later where the process died before" do
    give_back
    row_of(item).update_columns(finished_at: nil)
    events = DiscourseEvent.track_events(:post_created) { give_back }
    expect(events.size).to eq(2)
    expect(row_of(item).finished_at).to be_present
  end
end
