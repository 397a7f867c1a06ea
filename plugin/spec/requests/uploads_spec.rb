# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "Keeping the pictures of waiting texts" do
  include_context "with veille"

  fab!(:author, :user)
  fab!(:first) { Fabricate(:upload, user: author, created_at: 4.days.ago) }
  fab!(:second) { Fabricate(:upload, user: author, created_at: 4.days.ago) }

  let(:id) { SecureRandom.uuid }
  let!(:ids) { { first: first.id, second: second.id } }

  def keep(*uploads, version: 1, **more)
    urls = uploads.map { |upload| upload.is_a?(String) ? upload : upload.short_url }
    ask("uploads", { id:, version:, userId: author.id, shortUrls: urls, **more }, verb: :put)
  end

  def clean_up
    SiteSetting.clean_up_uploads = true
    SiteSetting.clean_orphan_uploads_grace_period_hours = 48
    Jobs::CleanUpUploads.new.tap(&:reset_last_cleanup!).execute({})
  end

  it "keeps them from being collected, and lets the others go" do
    expect(keep(first)).to eq("id" => id, "outcome" => "kept", "missing" => [])
    clean_up
    expect(Upload.exists?(ids[:first])).to eq(true)
    expect(Upload.exists?(ids[:second])).to eq(false)
  end

  it "keeps those of the newest version" do
    keep(first, version: 1)
    keep(second, version: 2)
    clean_up
    expect(Upload.exists?(ids[:first])).to eq(false)
    expect(Upload.exists?(ids[:second])).to eq(true)
  end

  it "ignores a version that comes late" do
    keep(second, version: 2)
    expect(keep(first, version: 1)["outcome"]).to eq("older")
    expect(keep(second, version: 2)["outcome"]).to eq("kept")
    expect(UploadReference.where(target_type: "Veille::WaitingText").pluck(:upload_id)).to eq(
      [second.id],
    )
  end

  it "lets go by an empty list, and an older one changes nothing after" do
    keep(first, version: 1)
    keep(version: 2)
    expect(keep(first, version: 1)["outcome"]).to eq("older")
    clean_up
    expect(Upload.exists?(ids[:first])).to eq(false)
  end

  it "names what is no longer there" do
    gone = first.short_url
    first.destroy!
    odd = "upload://%%%"
    expect(keep(gone, second, odd)).to include("outcome" => "kept", "missing" => [gone, odd])
  end

  it "leaves another person's text alone" do
    keep(first)
    expect(keep(second, version: 9, userId: Fabricate(:user).id)["outcome"]).to eq("older")
    expect(UploadReference.where(target_type: "Veille::WaitingText").pluck(:upload_id)).to eq(
      [first.id],
    )
  end

  it "keeps a fault of one text apart" do
    Veille::Pictures.stubs(:keep).raises(ActiveRecord::Deadlocked)
    expect(keep(first)).to eq("id" => id, "outcome" => "not_reached", "missing" => [])
  end

  it "refuses the same text twice in one call" do
    item = { id:, version: 1, userId: author.id, shortUrls: [] }
    call_veille("uploads", { items: [item, item] }, verb: :put)
    expect(response.status).to eq(400)
  end
end
