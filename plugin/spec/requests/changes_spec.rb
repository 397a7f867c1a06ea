# frozen_string_literal: true

require_relative "../support/veille_context"
require_relative "../support/veille_feed"

RSpec.describe "What happened in the forum" do
  include_context "with veille"
  include_context "with a feed"

  fab!(:moderator) { Fabricate(:admin, refresh_auto_groups: true) }
  fab!(:topic)
  fab!(:posts) { Array.new(4) { |i| Fabricate(:post, topic:, created_at: (9 - i).days.ago) } }

  describe "moves" do
    fab!(:other) { Fabricate(:post, created_at: 8.5.days.ago).topic }

    def move(*moved, **options)
      topic.reload.move_posts(moderator, moved.map(&:id), **options)
    end

    def moved(post, to, copy: nil)
      include(
        "type" => "post_moved",
        "topicId" => topic.id,
        "postId" => post.id,
        "newTopicId" => to.id,
        "newPostId" => copy,
        "createdAt" => post.created_at.iso8601(3),
      )
    end

    def copy_of(post)
      MovedPost.where(old_post_id: post.id).last.new_post_id
    end

    it "tells each post that went into a new topic, by where it stood and when it was written" do
      fresh = nil
      told = heard { fresh = move(posts[1], posts[2], title: "Un sujet à part entière") }
      expect(told).to contain_exactly(moved(posts[1], fresh), moved(posts[2], fresh))
    end

    it "tells a move into another topic, at its end or by date, and no merge of it" do
      told = heard { move(posts[1], destination_topic_id: other.id) }
      told += heard { move(posts[2], destination_topic_id: other.id, chronological_order: true) }
      expect(told).to contain_exactly(moved(posts[1], other), moved(posts[2], other))
    end

    it "tells the copy of a first post, and of every frozen one, with the date of the original" do
      told = heard { move(posts[0], posts[1], destination_topic_id: other.id) }
      expect(told).to contain_exactly(
        moved(posts[0], other, copy: copy_of(posts[0])),
        moved(posts[1], other),
      )
      told = heard { move(posts[2], destination_topic_id: other.id, freeze_original: true) }
      expect(told).to contain_exactly(moved(posts[2], other, copy: copy_of(posts[2])))
    end

    it "tells that all of a topic went, into an old topic or a new one, and that it was closed" do
      told = heard { move(*posts, destination_topic_id: other.id) }
      expect(told.map { |change| change["type"] }).to eq(
        %w[post_moved post_moved post_moved post_moved topic_closed topic_merged],
      )
      expect(told.last).to include("topicId" => topic.id, "newTopicId" => other.id)

      fresh = nil
      told =
        heard do
          all = other.reload.posts.where(post_type: 1).ids
          fresh = other.move_posts(moderator, all, title: "Tout dans un sujet neuf")
        end
      expect(told.last).to include("topicId" => other.id, "newTopicId" => fresh.id)
      expect(told.last["type"]).to eq("topic_merged")
    end

    it "tells a move into a message" do
      message = nil
      told =
        heard do
          message =
            move(posts[1], title: "Entre nous seulement", archetype: Archetype.private_message)
        end
      expect(message).to be_private_message
      expect(told).to contain_exactly(moved(posts[1], message))
    end

    it "tells nothing of a move that was rolled back" do
      Topic.any_instance.stubs(:add_moderator_post).raises("non")
      told = heard { expect { move(posts[1], destination_topic_id: other.id) }.to raise_error("non") }
      expect(told).to be_empty
    end

    it "keeps nobody from moving where it can't be written down" do
      Veille::Change.stubs(:insert).raises(ActiveRecord::StatementInvalid)
      expect(move(posts[1], destination_topic_id: other.id)).to eq(other)
      expect(posts[1].reload.topic).to eq(other)
    end
  end

  describe "topics" do
    def of_topic(*types, **more)
      types.map { |type| include("type" => type, "topicId" => topic.id, **more) }
    end

    it "tells that they are closed and opened, by hand, by a timer, silently or not" do
      told =
        heard do
          topic.update_status("closed", true, moderator)
          topic.update_status("closed", false, moderator)
          topic.update_status("autoclosed", true, moderator, { silent: true })
          topic.update_status("autoclosed", false, moderator)
          topic.update_status("archived", true, moderator)
          topic.update_status("archived", false, moderator)
          topic.update_status("visible", false, moderator)
        end
      expect(told).to match(
        of_topic(
          "topic_closed",
          "topic_opened",
          "topic_closed",
          "topic_opened",
          "topic_archived",
          "topic_unarchived",
        ),
      )
    end

    it "tells that they are deleted and recovered" do
      told = heard { PostDestroyer.new(moderator, topic.first_post).destroy }
      expect(told).to match(
        of_topic("topic_deleted") + of_topic("post_deleted", "postId" => posts[0].id),
      )
      told = heard { PostDestroyer.new(moderator, posts[0].reload).recover }
      expect(told.map { |change| change["type"] }.uniq).to contain_exactly(
        "topic_recovered",
        "post_recovered",
      )
    end

    it "tells that they are gone for good" do
      told =
        heard { PostDestroyer.new(moderator, topic.first_post, force_destroy: true).destroy }
      expect(told).to include(*of_topic("topic_deleted"))
    end

    it "tells that their author took the first post away, which closes them" do
      SiteSetting.delete_removed_posts_after = 24
      told = heard { PostDestroyer.new(topic.first_post.user, topic.first_post).destroy }
      expect(topic.reload).to be_closed
      expect(told).to match(of_topic("topic_closed"))
    end

    it "tells another category, and a topic that becomes a message" do
      told = heard { topic.change_category_to_id(Fabricate(:category).id) }
      expect(told).to match(of_topic("topic_recategorized"))
      told = heard { topic.convert_to_private_message(moderator) }
      expect(told).to include(*of_topic("topic_recategorized"))
    end

    it "tells solutions, where discourse-solved is there" do
      skip "without discourse-solved" if !defined?(DiscourseSolved)
      SiteSetting.solved_enabled = true
      SiteSetting.allow_solved_on_all_topics = true
      told =
        heard do
          DiscourseSolved.accept_answer!(posts[1], moderator)
          DiscourseSolved.unaccept_answer!(posts[1])
        end
      expect(told).to match(of_topic("topic_solved", "topic_unsolved", "postId" => posts[1].id))
    end

    it "tells a post that is deleted and recovered, and none whose author only emptied it" do
      told =
        heard do
          PostDestroyer.new(moderator, posts[2]).destroy
          PostDestroyer.new(moderator, posts[2].reload).recover
        end
      expect(told).to match(of_topic("post_deleted", "post_recovered", "postId" => posts[2].id))
      SiteSetting.delete_removed_posts_after = 24
      expect(heard { PostDestroyer.new(posts[3].user, posts[3]).destroy }).to be_empty
    end
  end

  describe "the approval queue" do
    fab!(:author) { Fabricate(:user, refresh_auto_groups: true) }

    before { SiteSetting.approve_unless_allowed_groups = Group::AUTO_GROUPS[:staff].to_s }

    def queued
      item = item_of(author, topicId: topic.id)
      expect(publish(item)["outcome"]).to eq("in_review")
      [item, ReviewableQueuedPost.find(row_of(item).reviewable_id)]
    end

    it "tells the key of ours that was approved, rejected, sent back or withdrawn" do
      %i[approve_post reject_post revise_and_reject_post].each do |act|
        item, reviewable = queued
        told = heard { reviewable.perform(moderator, act, { revise_reason: "Trop long" }) }
        expect(told).to include(include("type" => "review_ended", "key" => item[:key]))
        expect(told.count { |change| change["type"] == "review_ended" }).to eq(1)
      end
      item, reviewable = queued
      told = heard { reviewable.perform(author, :delete, { guardian: Guardian.new(author) }) }
      expect(told.sole).to include("type" => "review_ended", "key" => item[:key])
    end

    it "tells nothing of others' posts" do
      made =
        NewPostManager.new(author, raw: "Un message ordinaire à relire", topic_id: topic.id).perform
      expect(heard { made.reviewable.perform(moderator, :reject_post) }).to be_empty
    end
  end

  describe "people" do
    fab!(:person) { Fabricate(:user, refresh_auto_groups: true) }
    fab!(:group)

    def of_person(*types, **more)
      types.map { |type| include("type" => type, "userId" => person.id, **more) }
    end

    it "tells who joins and leaves a group, one by one or many at once, and that it is gone" do
      told =
        heard do
          group.add(person)
          group.remove(person)
          group.bulk_add([person.id])
          Jobs::PublishGroupMembershipUpdates.new.execute(
            user_ids: [person.id],
            group_id: group.id,
            type: "add",
          )
          group.bulk_remove([person.id])
        end
      names = %w[group_joined group_left group_joined group_left]
      expect(told).to match(of_person(*names, "groupId" => group.id))
      expect(heard { group.destroy! }.sole).to include(
        "type" => "group_gone",
        "groupId" => group.id,
      )
    end

    it "tells who is suspended or silenced, and who is back" do
      told =
        heard do
          UserSuspender.new(
            person,
            suspended_till: 1.day.from_now,
            reason: "x",
            by_user: moderator,
          ).suspend
          person.update!(suspended_till: nil)
          UserSilencer.silence(person, moderator)
          UserSilencer.unsilence(person, moderator)
        end
      expect(told.select { |change| change["userId"] == person.id && !change["groupId"] }).to match(
        of_person("person_suspended", "person_back", "person_silenced", "person_back"),
      )
    end

    it "tells another name, at once" do
      told = heard { UsernameChanger.change(person, "autrement", moderator) }
      expect(told).to match(of_person("person_renamed"))
    end

    it "tells who is anonymised, who is gone, and into whom an account went" do
      expect(heard { UserAnonymizer.new(person, moderator).make_anonymous }).to include(
        *of_person("person_anonymised"),
      )
      other = Fabricate(:user)
      kept = Veille::WaitingText.create!(uuid: "texte-a-garder", user_id: person.id, version: 1)
      told = heard { UserMerger.new(person.reload, other, moderator).merge! }
      expect(told).to include(
        *of_person("person_merged", "newUserId" => other.id),
        *of_person("person_gone"),
      )
      expect(kept.reload.user_id).to eq(other.id)
    end
  end
end
