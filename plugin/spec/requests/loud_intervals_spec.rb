# frozen_string_literal: true

require_relative "../support/veille_context"
require_relative "../support/veille_calm"

RSpec.describe "Loud intervals" do
  include_context "with veille"
  include_context "with calm"

  fab!(:lea, :user)

  let(:row) { Veille::LoudIntervals.find_by(user_id: lea.id) }

  before { freeze_time Time.utc(2026, 3, 2, 22, 0) }

  it "are stored finished, once for each version" do
    choose(lea, [[1.hour.from_now, 2.hours.from_now]], version: 1_772_488_800_000)
    expect(choose(lea, [], version: 1_772_488_800_000)).to eq(
      "userId" => lea.id,
      "outcome" => "stored",
    )
    expect(row).to have_attributes(bounds: [], version: 1_772_488_800_000)
  end

  it "are kept as what they mean where they overlap, touch, or come in no order" do
    hours = ->(*ends) { ends.map { |one| one.hours.from_now } }
    choose(lea, [hours[8, 9], hours[1, 3], hours[2, 4], hours[4, 5], hours[7, 7]])
    expect(row.bounds).to eq(hours[1, 5, 8, 9].map { |instant| Veille::Now.in_ms(instant) })
  end

  it "are never overwritten by an older version" do
    choose(lea, [], version: 5)
    expect(choose(lea, nil, version: 4)["outcome"]).to eq("older")
    expect(row).to have_attributes(bounds: [], version: 5)
  end

  it "are nobody's where the account is gone" do
    body = { userId: 2_000_000_001, version: 1, intervals: nil }
    expect(ask("loud-intervals", body, verb: :put)["outcome"]).to eq("gone")
  end

  it "need no word for what began before the person chose" do
    chosen_at = Veille::Now.ms
    choose(lea, [[2.hours.ago, 2.hours.from_now], [10.hours.from_now, 11.hours.from_now]])
    expect(row).to have_attributes(
      spoken: chosen_at,
      unanswered: Veille::Now.in_ms(10.hours.from_now),
    )
  end

  it "keep what has been answered for, unless the person had gone back to as before" do
    choose(lea, [[1.hour.from_now, 2.hours.from_now]])
    first = row.spoken
    freeze_time 3.hours.from_now
    choose(lea, [[1.hour.ago, 2.hours.from_now]])
    expect(row.reload).to have_attributes(spoken: first, unanswered: Veille::Now.in_ms(1.hour.ago))
    choose(lea, nil)
    expect(row.reload).to have_attributes(bounds: nil, unanswered: nil)
    choose(lea, [[1.hour.ago, 2.hours.from_now]])
    expect(row.reload).to have_attributes(spoken: Veille::Now.ms, unanswered: nil)
  end

  it "are refused whole where the call breaks the contract" do
    good = { userId: lea.id, version: 1, intervals: [] }
    one = ["2026-03-02T22:00:00Z", "2026-03-02T23:00:00Z"]
    broken = [
      [good, good],
      [good.except(:version)],
      [good.merge(version: 2**53)],
      [good.merge(intervals: [one.first(1)])],
      [good.merge(intervals: [["22:00", "23:00"]])],
      [good.merge(intervals: [one] * 501)],
    ]
    broken.each do |items|
      call_veille("loud-intervals", { items: }, verb: :put)
      expect(response.status).to eq(400), -> { items.to_json }
    end
    expect(Veille::LoudIntervals.count).to eq(0)
  end

  it "stay out of Rails' log" do
    logged = track_log_messages { choose(lea, [[1.hour.from_now, 2.hours.from_now]]) }
    log = logged.infos.join("\n")
    expect(log).to include("Parameters", "[FILTERED]")
    expect(log).not_to include("2026-03-02T23")
  end

  it "go with their account, and with its anonymisation" do
    others = Fabricate(:user)
    [lea, others].each { |user| quiet(user) }
    Veille::Held.create!(user_id: lea.id, post_id: 1, type: 1, at: Time.zone.now)
    UserDestroyer.new(Discourse.system_user).destroy(lea)
    expect([row, Veille::Held.count]).to eq([nil, 0])
    UserAnonymizer.new(others, Discourse.system_user).make_anonymous
    expect(Veille::LoudIntervals.count).to eq(0)
  end

  it "of an account that goes into another hold for that one at once, where it has none of its own" do
    into, other = Fabricate.times(2, :user)
    quiet(lea)
    UserMerger.new(lea, into, Discourse.system_user).merge!
    expect(Veille::LoudIntervals.pluck(:user_id)).to eq([into.id])
    choose(other, [])
    UserMerger.new(into, other, Discourse.system_user).merge!
    expect(Veille::LoudIntervals.sole).to have_attributes(user_id: other.id, bounds: [])
  end

  it "of an account that goes into another leave what was held to it, once" do
    into = Fabricate(:user)
    [[lea, 1], [lea, 2], [into, 2]].each do |user, post_id|
      Veille::Held.create!(user_id: user.id, post_id:, type: 1, at: Time.zone.now)
    end
    DiscourseEvent.trigger(:merging_users, lea, into)
    expect(Veille::Held.pluck(:user_id, :post_id)).to contain_exactly([into.id, 1], [into.id, 2])
  end
end
