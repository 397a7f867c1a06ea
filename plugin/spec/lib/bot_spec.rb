# frozen_string_literal: true

RSpec.describe Veille::Bot do
  before { SiteSetting.veille_enabled = true }

  it "is seeded once, as staff that gets no mail" do
    bot = described_class.user
    SeedFu.quiet = true
    SeedFu.seed([File.expand_path("../../db/fixtures", __dir__)])
    expect(described_class.user).to eq(bot)
    expect(bot).to be_staff
    expect(bot).to be_bot
    expect(bot).not_to be_admin
    expect(bot.user_option.email_level).to eq(UserOption.email_level_types[:never])
    expect(bot.user_option.email_messages_level).to eq(UserOption.email_level_types[:never])
    expect(bot.in_any_groups?([Group::AUTO_GROUPS[:staff]])).to eq(true)
  end

  it "comes back where it was deleted" do
    described_class.user.destroy!
    expect(described_class.user.id).to eq(described_class::ID)
  end

  it "is found under any name" do
    UsernameChanger.change(described_class.user, "guetteur", Discourse.system_user)
    expect(described_class.user.username).to eq("guetteur")
  end

  it "takes the name that the setting gives, next to a member who has it" do
    SiteSetting.veille_bot_username = "permanence"
    expect(described_class.user.username).to eq("permanence")
    Fabricate(:user, username: "assistance")
    SiteSetting.veille_bot_username = "assistance"
    expect(described_class.user.username).to match(/\Aassistance\d+\z/)
  end
end
