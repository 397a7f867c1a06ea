# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "Cancelling a key" do
  include_context "with veille"

  fab!(:author) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic)

  let(:item) { item_of(author, topicId: topic.id) }

  def cancel(item)
    ask("publications/cancel", key_of(item))
  end

  it "leaves a tombstone that no attempt gets past" do
    2.times { expect(cancel(item)).to include("outcome" => "cancelled", "postId" => nil) }
    expect(publish(item)).to include("outcome" => "cancelled")
    expect(ask("publications/outcomes", key_of(item))["outcome"]).to eq("cancelled")
    expect(topic.posts).to be_empty
  end

  it "says what was published" do
    made = publish(item)
    expect(cancel(item)).to eq(made.merge("outcome" => "existing"))
  end

  it "is busy while an attempt runs" do
    Veille::TryLock.hold(item[:key]) { expect(cancel(item)["outcome"]).to eq("busy") }
    expect(row_of(item)).to be_nil
    expect(cancel(item)["outcome"]).to eq("cancelled")
  end

  it "is busy while an attempt that lost its lock still holds the row" do
    Veille::Publication.stubs(:create!).raises(ActiveRecord::LockWaitTimeout)
    expect(cancel(item)["outcome"]).to eq("busy")
  end

  it "answers what a straggler has published in that moment" do
    post = Fabricate(:post, topic:, user: author)
    Veille::Publication
      .stubs(:transaction)
      .with { twin_writes(item, post:) }
      .raises(ActiveRecord::RecordNotUnique)
    expect(cancel(item)).to include("outcome" => "existing", "postId" => post.id)
  end

  it "tells a straggler that meets the tombstone in its transaction" do
    stone =
      Proc.new { |post, opts| twin_writes(item, state: :cancelled) if opts[:veille_publication] }
    DiscourseEvent.on(:before_create_post, &stone)
    expect(publish(item)).to include("outcome" => "cancelled")
    expect(topic.posts).to be_empty
  ensure
    DiscourseEvent.off(:before_create_post, &stone)
  end

  it "knows a stranger's key, and asks a tombstone for no content" do
    publish(item)
    expect(cancel(item.merge(userId: Fabricate(:user).id))["outcome"]).to eq("key_conflict")
    expect(cancel(item.merge(contentHash: hash_of("autre")))["outcome"]).to eq("key_conflict")
    other = item_of(author, topicId: topic.id)
    cancel(other)
    expect(cancel(other.merge(contentHash: hash_of("autre")))["outcome"]).to eq("cancelled")
    expect(cancel(other.merge(userId: Fabricate(:user).id))["outcome"]).to eq("key_conflict")
  end

  it "frees nothing for another key" do
    cancel(item)
    again = item.merge(key: item[:key].sub(/0\z/, "1"))
    expect(publish(again)["outcome"]).to eq("created")
  end
end
