# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "Refusing a deferred post" do
  include_context "with veille"

  fab!(:author) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic)

  def refused(item)
    answer = publish(item)
    expect(answer).to include("outcome" => "refused", "postId" => nil)
    expect(row_of(item)).to be_nil
    answer["code"]
  end

  def reply(**more)
    item_of(author, topicId: topic.id, **more)
  end

  it "tells how the author stands" do
    expect(refused(reply(userId: 2_000_000_000))).to eq("author_gone")
    expect(refused(reply(userId: Discourse::SYSTEM_USER_ID))).to eq("author_gone")
    author.update!(silenced_till: 1.week.from_now)
    expect(refused(reply)).to eq("author_silenced")
    author.update!(suspended_till: 1.week.from_now, suspended_at: 1.day.ago)
    expect(refused(reply)).to eq("author_suspended")
    author.update!(active: false)
    expect(refused(reply)).to eq("author_inactive")
    expect(refused(reply(userId: Fabricate(:staged).id))).to eq("author_staged")
    UserAnonymizer.make_anonymous(author, Discourse.system_user)
    expect(refused(reply)).to eq("author_anonymised")
  end

  it "tells a suspended author's end in their language" do
    SiteSetting.allow_user_locale = true
    author.update!(suspended_till: 1.week.from_now, suspended_at: 1.day.ago, locale: "fr")
    expect(publish(reply)["errors"].join).to match(/vous ne pouvez pas vous connecter/i)
  end

  it "tells how the topic stands" do
    expect(refused(reply(topicId: 2_000_000_000))).to eq("topic_gone")
    topic.update!(archived: true)
    expect(refused(reply)).to eq("topic_archived")
    topic.update!(closed: true, archived: false)
    expect(refused(reply(movedOn: "publish"))).to eq("topic_closed")
    topic.trash!
    expect(refused(reply)).to eq("topic_gone")
  end

  it "tells a topic that the author can't see any more" do
    hidden = Fabricate(:topic, category: Fabricate(:private_category, group: Fabricate(:group)))
    expect(refused(reply(topicId: hidden.id))).to eq("topic_unseen")
    message = Fabricate(:private_message_topic)
    expect(refused(reply(topicId: message.id))).to eq("topic_unseen")
  end

  it "tells a category in which the author may not reply" do
    topic.category.set_permissions(everyone: :readonly)
    topic.category.save!
    expect(refused(reply)).to eq("reply_forbidden")
  end

  it "tells a category that is gone, or closed to the author" do
    titled = item_of(author, title: "Un sujet tout à fait nouveau")
    expect(refused(titled.merge(categoryId: 2_000_000_000))).to eq("category_gone")
    closed = Fabricate(:private_category, group: Fabricate(:group))
    expect(refused(titled.merge(categoryId: closed.id))).to eq("category_forbidden")
    SiteSetting.create_topic_allowed_groups = Group::AUTO_GROUPS[:staff].to_s
    expect(refused(titled)).to eq("category_forbidden")
  end

  it "passes core's own sentences on, in the author's language" do
    SiteSetting.allow_user_locale = true
    author.update!(locale: "fr")
    SiteSetting.min_post_length = 20
    answer = publish(reply(raw: "Court."))
    expect(answer).to include("outcome" => "refused", "code" => "refused")
    expect(answer["errors"].join).to match(/claire?, est-ce une phrase/i)
  end

  it "passes on watched words, unknown recipients and missing rights" do
    Fabricate(:watched_word, action: WatchedWord.actions[:block], word: "interdit")
    expect(publish(reply(raw: "Un mot interdit s'est glissé ici."))).to include("code" => "refused")
    message = item_of(author, title: "Une question pour vous", recipients: ["personne-de-ce-nom"])
    expect(publish(message)).to include("outcome" => "refused", "code" => "refused")
    shy = Fabricate(:user)
    shy.user_option.update!(allow_private_messages: false)
    answer = publish(message.merge(recipients: [shy.username]))
    expect(answer).to include("outcome" => "refused", "code" => "refused")
    expect(answer["errors"]).to be_present
  end

  it "leaves staff and trusted members what the core leaves them" do
    topic.update_status("closed", true, Discourse.system_user)
    trusted = Fabricate(:trust_level_4)
    expect(publish(item_of(trusted, topicId: topic.id, movedOn: "publish"))["outcome"]).to eq(
      "created",
    )
  end

  describe "a topic that moved on" do
    it "refuses what was closed since, and says nothing of what was closed before" do
      trusted = Fabricate(:trust_level_4)
      topic.update_status("closed", true, Discourse.system_user)
      since = item_of(trusted, topicId: topic.id, deferredAt: 1.hour.ago.utc.iso8601)
      expect(refused(since)).to eq("topic_closed")
      before = item_of(trusted, topicId: topic.id, deferredAt: 1.minute.from_now.utc.iso8601)
      expect(publish(before)["outcome"]).to eq("created")
    end

    it "takes a silent closing for one since" do
      topic.update!(closed: true)
      trusted = Fabricate(:trust_level_4)
      expect(refused(item_of(trusted, topicId: topic.id))).to eq("topic_closed")
    end

    it "refuses what was solved since, by discourse-solved" do
      skip "discourse-solved is not here" if !defined?(DiscourseSolved::SolvedTopic)
      SiteSetting.solved_enabled = true
      answer = Fabricate(:post, topic:)
      solved =
        DiscourseSolved::SolvedTopic.create!(
          topic:,
          answer_post: answer,
          accepter: Discourse.system_user,
        )
      expect(refused(reply)).to eq("topic_solved")
      solved.update_columns(created_at: 3.days.ago)
      expect(publish(reply)["outcome"]).to eq("created")
    end

    it "publishes where the author wished so" do
      skip "discourse-solved is not here" if !defined?(DiscourseSolved::SolvedTopic)
      SiteSetting.solved_enabled = true
      answer = Fabricate(:post, topic:)
      DiscourseSolved::SolvedTopic.create!(
        topic:,
        answer_post: answer,
        accepter: Discourse.system_user,
      )
      expect(publish(reply(movedOn: "publish"))["outcome"]).to eq("created")
    end
  end
end
