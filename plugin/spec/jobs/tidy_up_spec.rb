# frozen_string_literal: true

RSpec.describe Jobs::Veille::TidyUp do
  fab!(:post)

  let(:row) do
    Veille::Publication.create!(
      key: "une-cle-a-finir",
      user_id: post.user_id,
      content_hash: "a" * 64,
      state: :published,
      post_id: post.id,
    )
  end

  before { SiteSetting.veille_enabled = true }

  it "queues the jobs of a post whose process died, once" do
    row.update_columns(updated_at: 2.minutes.ago)
    events =
      DiscourseEvent.track_events(:post_created) { 2.times { described_class.new.execute({}) } }
    expect(events.size).to eq(1)
    expect(row.reload.finished_at).to be_present
  end

  it "leaves alone what may still be running" do
    row
    described_class.new.execute({})
    expect(row.reload.finished_at).to be_nil
    row.update_columns(updated_at: 2.minutes.ago)
    Veille::TryLock.hold(row.key) { described_class.new.execute({}) }
    expect(row.reload.finished_at).to be_nil
  end

  it "forgets texts that have waited for nothing for months, and keeps those that show something" do
    old, kept, fresh =
      Array.new(3) { |i| Veille::WaitingText.create!(uuid: "texte-#{i}", user_id: 1, version: 1) }
    UploadReference.ensure_exist!(upload_ids: [Fabricate(:upload).id], target: kept)
    Veille::WaitingText.where(id: [old.id, kept.id]).update_all(updated_at: 61.days.ago)
    described_class.new.execute({})
    expect(Veille::WaitingText.all).to contain_exactly(kept, fresh)
  end
end
