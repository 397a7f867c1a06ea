# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "The requests" do
  include_context "with veille"

  fab!(:category)
  fab!(:inner) { Fabricate(:category, parent_category: category) }
  fab!(:elsewhere, :category)

  let(:since) { Time.utc(2026, 3, 2, 8) }

  def requests(*ids, after: since)
    body = call_veille("requests", { categoryIds: ids, since: after.iso8601(3) })
    expect(response.status).to eq(200), -> { response.body }
    body
  end

  def asked(*ids, **more)
    requests(*ids, **more)["topics"].map { |topic| topic["topicId"] }
  end

  def topic_at(time, **more)
    Fabricate(:topic, category:, created_at: time, **more)
  end

  it "are the topics made since then, oldest first" do
    late = topic_at(since + 2.hours)
    first = topic_at(since)
    topic_at(since - 1.second)
    topic_at(since, category: elsewhere)
    answer = requests(category.id)
    expect(answer["more"]).to eq(false)
    expect(answer["topics"].map { |topic| topic["topicId"] }).to eq([first.id, late.id])
    expect(answer["topics"].first).to eq(
      "topicId" => first.id,
      "categoryId" => category.id,
      "title" => first.title,
      "createdAt" => "2026-03-02T08:00:00.000Z",
      "userId" => first.user_id,
      "readableBy" => nil,
    )
  end

  it "are those of subcategories too, under the nearest category that is asked for" do
    topic = topic_at(since, category: inner)
    expect(requests(category.id)["topics"].sole).to include(
      "topicId" => topic.id,
      "categoryId" => category.id,
    )
    expect(requests(category.id, inner.id)["topics"].sole["categoryId"]).to eq(inner.id)
    expect(asked(elsewhere.id)).to eq([])
    expect(asked).to eq([])
  end

  it "are what stands and is listed, and no definition of a category" do
    topic_at(since).trash!
    topic_at(since, visible: false)
    Fabricate(:private_message_topic, created_at: since)
    category.update!(topic: topic_at(since))
    kept = topic_at(since, closed: true)
    expect(asked(category.id)).to eq([kept.id])
  end

  it "are told with the groups that may read them" do
    group = Fabricate(:group)
    topic_at(since, category: Fabricate(:private_category, group:))
    secret = Topic.last.category_id
    expect(requests(secret)["topics"].sole["readableBy"]).to eq([group.id])
  end

  it "are a hundred at most, and the rest is said to be there" do
    topics = Array.new(101) { |i| topic_at(since + i.seconds) }
    answer = requests(category.id)
    expect([answer["topics"].size, answer["more"]]).to eq([100, true])
    expect(asked(category.id, after: since + 1.second)).to eq(topics.drop(1).map(&:id))
  end

  it "are refused whole where the call breaks the contract" do
    [{}, { categoryIds: [0], since: "2026-03-02T08:00:00Z" }, { categoryIds: [1], since: "hier" }].each do |body|
      call_veille("requests", body)
      expect(response.status).to eq(400)
    end
  end
end
