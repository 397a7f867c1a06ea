# frozen_string_literal: true

require_relative "../support/veille_context"
require_relative "../support/veille_calm"

RSpec.describe "The service's beat" do
  include_context "with veille"
  include_context "with calm"

  fab!(:lea, :user)
  fab!(:paul, :user)

  let(:start) { Time.utc(2026, 3, 2, 8, 0) }
  let(:problem) { ProblemCheck::VeilleSilence.new.call }

  before do
    freeze_time start - 10.hours
    [lea, paul].each { |user| choose(user, [[start, start + 3.hours]]) }
  end

  it "keeps silence for an hour more" do
    expect(beat).to eq("leaseUntil" => "2026-03-01T23:00:00.000Z", "stale" => [])
    freeze_time 59.minutes.from_now
    expect(Veille::Lease.over?).to eq(false)
    freeze_time 1.minute.from_now
    expect(Veille::Lease.over?).to eq(true)
  end

  it "names for whom a beginning has gone half an hour without a word" do
    freeze_time start + 29.minutes
    expect(beat["stale"]).to eq([])
    freeze_time start + 30.minutes
    expect(beat([paul.id, start.iso8601])["stale"]).to eq([lea.id])
    expect(beat([lea.id, start.iso8601])["stale"]).to eq([])
  end

  it "takes no word for a later beginning than the one it speaks of" do
    choose(lea, [[start, start + 1.hour], [start + 4.hours, start + 5.hours]])
    freeze_time start + 5.hours
    expect(beat([lea.id, start.iso8601], [paul.id, start.iso8601])["stale"]).to eq([lea.id])
    # an older word changes nothing
    beat([lea.id, (start + 4.hours).iso8601])
    expect(beat([lea.id, start.iso8601])["stale"]).to eq([])
  end

  it "may be missing: admins see for how many people silence has ended" do
    expect(problem.sole.to_s).to include("2 of the people")
    beat
    expect(ProblemCheck::VeilleSilence.new.call).to eq([])
    freeze_time start + 31.minutes
    beat([paul.id, start.iso8601])
    expect(ProblemCheck::VeilleSilence.new.call.sole.to_s).to include("1 of the people")
  end

  it "is no problem where nobody has chosen, nor while the plugin is off" do
    [lea, paul].each { |user| choose(user, nil) }
    expect(problem).to eq([])
    quiet(lea)
    expect(ProblemCheck::VeilleSilence.new.call).not_to be_empty
    SiteSetting.veille_enabled = false
    expect(ProblemCheck::VeilleSilence.new.call).to eq([])
  end

  it "is refused whole where the call breaks the contract" do
    [{}, { noneDue: [{ userId: 1 }] }, { noneDue: [{ userId: 1, start: "8:00" }] }].each do |body|
      call_veille("beat", body)
      expect(response.status).to eq(400)
    end
  end
end
