# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "Deferred posts that a moderator must approve" do
  include_context "with veille"

  fab!(:author) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:moderator) { Fabricate(:moderator, refresh_auto_groups: true) }
  fab!(:topic)

  let(:item) { item_of(author, topicId: topic.id, draftKey: topic.draft_key) }
  let(:reviewable) { ReviewableQueuedPost.find(row_of(item).reviewable_id) }

  before { SiteSetting.approve_unless_allowed_groups = Group::AUTO_GROUPS[:staff].to_s }

  def asked
    ask("publications/outcomes", key_of(item))
  end

  it "answers in review, once, and clears the draft" do
    Draft.set(author, topic.draft_key, 0, { reply: item[:raw] }.to_json)
    answer = publish(item)
    expect(answer).to include(
      "outcome" => "in_review",
      "reviewableId" => reviewable.id,
      "postId" => nil,
    )
    expect(publish(item)).to eq(answer)
    expect(asked).to eq(answer)
    expect(ReviewableQueuedPost.count).to eq(1)
    expect(Draft.where(user: author)).to be_empty
    expect(row_of(item)).to have_attributes(user_id: author.id, state: "in_review")
  end

  it "answers existing once approved" do
    publish(item)
    created = reviewable.perform(moderator, :approve_post).created_post
    expect(asked).to include(
      "outcome" => "existing",
      "postId" => created.id,
      "topicId" => topic.id,
      "postNumber" => created.post_number,
    )
    expect(created.user).to eq(author)
    expect(publish(item)["outcome"]).to eq("existing")
    expect(topic.posts.count).to eq(1)
  end

  it "approves a new topic too" do
    titled = item_of(author, title: "Un sujet qui sera relu avant")
    publish(titled)
    ReviewableQueuedPost.find(row_of(titled).reviewable_id).perform(moderator, :approve_post)
    expect(ask("publications/outcomes", key_of(titled))["outcome"]).to eq("existing")
  end

  it "learns of an approval that it did not hear" do
    publish(item)
    post = reviewable.perform(moderator, :approve_post).created_post
    row_of(item).update_columns(state: 1, post_id: nil)
    expect(asked).to include("outcome" => "existing", "postId" => post.id)
  end

  it "tells a rejection, by whom it was, and whether core sent the text back" do
    publish(item)
    reviewable.perform(moderator, :reject_post)
    expect(asked).to include(
      "outcome" => "rejected",
      "code" => nil,
      "reviewableId" => reviewable.id,
    )
  end

  it "tells that core sent the text back" do
    publish(item)
    reviewable.perform(moderator, :revise_and_reject_post, { revise_reason: "Trop long" })
    expect(asked).to include("outcome" => "rejected", "code" => "text_sent_back")
  end

  it "tells that its author removed it there" do
    publish(item)
    reviewable.perform(author, :delete, { guardian: Guardian.new(author) })
    expect(asked).to include("outcome" => "rejected", "code" => "removed_by_author")
  end

  it "publishes what is approved after having been rejected" do
    publish(item)
    reviewable.perform(moderator, :reject_post)
    ReviewableQueuedPost.find(reviewable.id).perform(moderator, :approve_post)
    expect(asked["outcome"]).to eq("existing")
  end

  describe "cancelled" do
    it "is deleted as by its author, and can't be approved any more" do
      publish(item)
      expect(ask("publications/cancel", key_of(item))["outcome"]).to eq("cancelled")
      expect(reviewable.reload).to be_deleted
      expect(reviewable.reviewable_histories.order(:id).last.created_by).to eq(author)
      expect {
        ReviewableQueuedPost.find(reviewable.id).perform(moderator, :approve_post)
      }.to raise_error(Discourse::InvalidAccess)
      expect(topic.posts).to be_empty
      expect(reviewable.reload).to be_deleted
    end

    it "can't be approved after a rejection either" do
      publish(item)
      reviewable.perform(moderator, :reject_post)
      expect(ask("publications/cancel", key_of(item))["outcome"]).to eq("cancelled")
      expect {
        ReviewableQueuedPost.find(reviewable.id).perform(moderator, :approve_post)
      }.to raise_error(Discourse::InvalidAccess)
      expect(topic.posts).to be_empty
      expect(reviewable.reload).to be_rejected
    end

    it "tells the moderator why" do
      publish(item)
      reviewable.perform(moderator, :reject_post)
      ask("publications/cancel", key_of(item))
      sign_in(moderator)
      put "/review/#{reviewable.id}/perform/approve_post.json?version=#{reviewable.reload.version}"
      expect(response.status).to eq(403)
      expect(response.parsed_body["errors"]).to include(I18n.t("veille.errors.given_back"))
    end

    it "says existing where the approval was faster" do
      publish(item)
      reviewable.perform(moderator, :approve_post)
      expect(ask("publications/cancel", key_of(item))["outcome"]).to eq("existing")
    end
  end

  it "leaves the queue's other posts alone" do
    other =
      NewPostManager.new(author, raw: "Un message ordinaire à relire", topic_id: topic.id).perform
    expect { other.reviewable.perform(moderator, :approve_post) }.to change {
      topic.posts.count
    }.by(1)
    expect(Veille::Publication.count).to eq(0)
  end
end
