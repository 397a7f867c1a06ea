# frozen_string_literal: true

RSpec.describe Veille::Reviewed do
  fab!(:newcomer) { Fabricate(:user, trust_level: TrustLevel[0]) }

  before { SiteSetting.veille_enabled = true }

  it "is nobody where the forum reads nothing first" do
    expect(described_class.all_of?(newcomer)).to eq(false)
  end

  it "is who has written too little yet" do
    SiteSetting.approve_post_count = 2
    expect(described_class.all_of?(newcomer)).to eq(true)
    newcomer.user_stat.update!(post_count: 2)
    expect(described_class.all_of?(newcomer.reload)).to eq(false)
  end

  it "is who is in none of the groups that are trusted, and never staff" do
    SiteSetting.approve_unless_allowed_groups = Group::AUTO_GROUPS[:trust_level_2]
    expect(described_class.all_of?(newcomer)).to eq(true)
    expect(described_class.all_of?(Fabricate(:moderator))).to eq(false)
  end

  it "is said to the person's own browser" do
    SiteSetting.approve_post_count = 2
    json = CurrentUserSerializer.new(newcomer, scope: Guardian.new(newcomer), root: false).as_json
    expect(json[:veille_reviewed]).to eq(true)
  end
end
