# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "A token for the service" do
  include_context "with veille"

  fab!(:user) { Fabricate(:user, refresh_auto_groups: true) }
  fab!(:topic)

  let(:secret) { "a-secret-of-thirty-two-characters" }

  before { SiteSetting.veille_token_secret = secret }

  def token(params = {})
    post "/veille/token.json", params: params
    response.parsed_body
  end

  def claims(params = {})
    answer = token(params)
    expect(response.status).to eq(200), -> { response.body }
    decode(answer["token"])
  end

  def decode(token)
    signed, _, signature = token.rpartition(".")
    expected = OpenSSL::HMAC.digest("SHA256", secret, signed)
    expect(Base64.urlsafe_decode64(signature)).to eq(expected)
    JSON.parse(Base64.urlsafe_decode64(signed.split(".").last))
  end

  it "says who bears it, for five minutes at most" do
    SiteSetting.allow_user_locale = true
    user.update!(locale: "fr")
    user.user_option.update!(timezone: "America/Martinique")
    group = Fabricate(:group)
    group.add(user)
    sign_in(user)
    freeze_time
    answer = token
    expect(Time.parse(answer["expiresAt"]).to_i).to eq(5.minutes.from_now.to_i)
    expect(answer["expiresAt"]).to end_with("Z")
    expect(decode(answer["token"])).to eq(
      "iss" => Discourse.base_url,
      "aud" => "veille",
      "sub" => user.id.to_s,
      "iat" => Time.zone.now.to_i,
      "exp" => 5.minutes.from_now.to_i,
      "username" => user.username,
      "admin" => false,
      "moderator" => false,
      "coordinator" => false,
      "groups" => user.group_ids.sort,
      "locale" => "fr",
      "zone" => "America/Martinique",
      "moderates" => [],
    )
    expect(user.group_ids).to include(group.id)
  end

  it "names coordinators: admins, and groups that the setting names" do
    group = Fabricate(:group)
    SiteSetting.veille_coordinator_groups = group.id.to_s
    sign_in(user)
    expect(claims["coordinator"]).to eq(false)
    group.add(user)
    sign_in(user.reload)
    expect(claims["coordinator"]).to eq(true)
    sign_in(Fabricate(:moderator))
    expect(claims).to include("coordinator" => false, "moderator" => true)
    sign_in(Fabricate(:admin))
    expect(claims).to include("coordinator" => true, "admin" => true)
  end

  it "says moderates only of a topic asked for, and only where the forum lets one split it" do
    sign_in(user)
    expect(claims(topicId: topic.id)["moderates"]).to eq([])
    sign_in(Fabricate(:trust_level_4))
    expect(claims(topicId: topic.id)["moderates"]).to eq([topic.id])
    expect(claims["moderates"]).to eq([])
    expect(claims(topicId: 2_000_000_000)["moderates"]).to eq([])
    hidden = Fabricate(:topic, category: Fabricate(:private_category, group: Fabricate(:group)))
    expect(claims(topicId: hidden.id)["moderates"]).to eq([])
    sign_in(Fabricate(:moderator))
    expect(claims(topicId: topic.id)["moderates"]).to eq([topic.id])
  end

  it "says moderates of a category's own moderators" do
    SiteSetting.enable_category_group_moderation = true
    group = Fabricate(:group)
    group.add(user)
    Fabricate(:category_moderation_group, category: topic.category, group:)
    sign_in(user.reload)
    expect(claims(topicId: topic.id)["moderates"]).to eq([topic.id])
  end

  it "refuses what is no topic's id" do
    sign_in(user)
    %w[abc -1 99999999999999 1.5].each do |id|
      token(topicId: id)
      expect(response.status).to eq(400)
    end
  end

  it "is for no visitor" do
    token
    expect(response.status).to eq(403)
  end

  it "is minted for no API key, not even an admin's" do
    post "/veille/token.json", headers: veille_headers
    expect(response.status).to eq(403)
    key = Fabricate(:api_key, user: Fabricate(:admin))
    post "/veille/token.json", headers: { "Api-Key" => key.key, "Api-Username" => user.username }
    expect(response.status).to eq(403)
    own = Fabricate(:user_api_key, user:)
    post "/veille/token.json", headers: { "User-Api-Key" => own.key }
    expect(response.status).to eq(403)
  end

  it "asks for the forum's own proof against forged requests" do
    sign_in(user)
    ActionController::Base.allow_forgery_protection = true
    token
    expect(response.status).to eq(403)
    expect(response.body).to include("BAD CSRF")
  ensure
    ActionController::Base.allow_forgery_protection = false
  end

  it "is limited per person, staff included" do
    RateLimiter.enable
    admin = Fabricate(:admin)
    sign_in(admin)
    stub_const(Veille::TokensController, "PER_MINUTE", 2) do
      2.times { claims }
      token
      expect(response.status).to eq(429)
      sign_in(user)
      claims
    end
  end

  it "says plainly that the secret is missing" do
    SiteSetting.veille_token_secret = ""
    sign_in(user)
    expect(token).to include("error_type" => "veille_no_token_secret")
    expect(response.status).to eq(503)
  end

  it "takes no short secret" do
    expect { SiteSetting.veille_token_secret = "trop-court" }.to raise_error(
      Discourse::InvalidParameters,
    )
  end

  it "is there while the forum is read-only" do
    Discourse.enable_readonly_mode
    sign_in(user)
    claims
  ensure
    Discourse.disable_readonly_mode
  end
end
