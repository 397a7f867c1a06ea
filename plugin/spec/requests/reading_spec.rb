# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "What is read of the forum" do
  include_context "with veille"

  describe "about" do
    it "is for everybody, also where the forum asks for a login" do
      SiteSetting.login_required = true
      get "/veille/about.json"
      expect(response.status).to eq(200)
      expect(response.parsed_body).to eq(
        "plugin" => Veille::Release::VERSION,
        "contract" => 1,
        "discourse" => Discourse::VERSION::STRING,
        "missing" => [],
      )
    end

    it "names what this Discourse lacks" do
      stub_const(
        Veille::BootCheck,
        "METHODS",
        { "Discourse" => %i[readonly_mode? fly], "NoSuchThing" => %i[call] },
      ) do
        Veille::BootCheck.instance_variable_set(:@missing, nil)
        expect(Veille::BootCheck.missing).to eq(%w[Discourse.fly NoSuchThing.call])
      end
    ensure
      Veille::BootCheck.instance_variable_set(:@missing, nil)
    end
  end

  it "answers the site as the contract has it" do
    SiteSetting.title = "Forum de la coopérative"
    SiteSetting.veille_contact = "/c/aide/4"
    SiteSetting.veille_late_rule = "publish"
    expect(call_veille("site", {})).to eq(
      "title" => "Forum de la coopérative",
      "baseUrl" => Discourse.base_url,
      "locale" => SiteSetting.default_locale,
      "loginRequired" => false,
      "minPostLength" => SiteSetting.min_post_length,
      "maxPostLength" => SiteSetting.max_post_length,
      "minTopicTitleLength" => SiteSetting.min_topic_title_length,
      "maxTopicTitleLength" => SiteSetting.max_topic_title_length,
      "settings" => {
        "waitingPerPerson" => 50,
        "daysAhead" => 365,
        "callsPerMinute" => 40,
        "late" => "publish",
        "movedOn" => "give_back",
        "botUsername" => Veille::Bot.user.username,
        "contact" => "/c/aide/4",
        "namesShownTo" => "members",
        "tableShownTo" => "team",
        "orderMonths" => 3,
      },
      "features" => %w[calm members],
      "plugin" => Veille::Release::VERSION,
      "contract" => 1,
      "discourse" => Discourse::VERSION::STRING,
      "missing" => [],
    )
    SiteSetting.veille_contact = ""
    expect(call_veille("site", {})["settings"]["contact"]).to be_nil
  end

  describe "people" do
    it "answers each in the order asked" do
      user = Fabricate(:user, name: "Zoé Martin", refresh_auto_groups: true)
      user.user_option.update!(timezone: "Pacific/Noumea")
      suspended = Fabricate(:user, suspended_till: 1.day.from_now, suspended_at: 1.day.ago)
      silenced = Fabricate(:user, silenced_till: 1.day.from_now)
      inactive = Fabricate(:user, active: false)
      staged = Fabricate(:staged)
      anonymised = UserAnonymizer.make_anonymous(Fabricate(:user), Discourse.system_user)
      ids =
        [2_000_000_000, user, suspended, silenced, inactive, staged, anonymised].map do |one|
          one.try(:id) || one
        end

      people = call_veille("people", { userIds: ids })["people"]
      expect(people.map { |one| one["userId"] }).to eq(ids)
      expect(people.map { |one| one["state"] }).to eq(
        %w[gone active suspended silenced inactive staged anonymised],
      )
      expect(people[1]).to eq(
        "userId" => user.id,
        "state" => "active",
        "username" => user.username,
        "name" => "Zoé Martin",
        "groups" => user.group_ids.sort,
        "locale" => "en",
        "zone" => "Pacific/Noumea",
      )
      expect(people[0]).to include("username" => nil, "name" => nil, "groups" => [], "zone" => nil)
    end

    it "keeps names to itself where the forum does" do
      SiteSetting.enable_names = false
      user = Fabricate(:user, name: "Zoé Martin")
      expect(call_veille("people", { userIds: [user.id] })["people"].sole["name"]).to be_nil
    end

    it "refuses a call without people, or with too many" do
      [{}, { userIds: [] }, { userIds: (1..501).to_a }, { userIds: ["1"] }].each do |body|
        call_veille("people", body)
        expect(response.status).to eq(400)
      end
    end
  end

  describe "the shell of our pages" do
    %w[/veille /veille/differes /veille/aide].each do |path|
      it "is at #{path} for visitors and members" do
        get path
        expect(response.status).to eq(200)
        expect(response.media_type).to eq("text/html")
        sign_in(Fabricate(:user))
        get path
        expect(response.status).to eq(200)
      end
    end

    it "asks for a login where the forum does" do
      SiteSetting.login_required = true
      get "/veille"
      expect(response).to redirect_to("/login")
    end

    it "is not there while the plugin is off" do
      SiteSetting.veille_enabled = false
      get "/veille"
      expect(response.status).to eq(404)
    end
  end
end
