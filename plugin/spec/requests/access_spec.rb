# frozen_string_literal: true

require_relative "../support/veille_context"

RSpec.describe "Who may call" do
  include_context "with veille"

  calls = {
    "publications" => :post,
    "publications/outcomes" => :post,
    "publications/cancel" => :post,
    "give-backs" => :post,
    "changes" => :post,
    "people" => :post,
    "site" => :post,
    "uploads" => :put,
    "loud-intervals" => :put,
    "held" => :post,
    "beat" => :post,
    "requests" => :post,
    "members" => :post,
  }

  def key_for(user, **more)
    key = Fabricate(:api_key, user:, **more)
    { "Api-Key" => key.key, "Api-Username" => user.username, "CONTENT_TYPE" => "application/json" }
  end

  calls.each do |path, verb|
    describe "/veille/#{path}.json" do
      def status(path, verb, headers)
        call_veille(path, { items: [] }, verb:, headers:)
        response.status
      end

      it "is for a key of our scope" do
        # 200, or 400 for a body without items: the door was open
        expect(status(path, verb, veille_headers)).to be_in([200, 400])
      end

      it "is for no visitor, no session and no other key" do
        json = { "CONTENT_TYPE" => "application/json" }
        expect(status(path, verb, json)).to eq(403)
        other = ApiKeyScope.new(resource: "topics", action: "read")
        narrow = key_for(Discourse.system_user, scope_mode: "granular", api_key_scopes: [other])
        expect(status(path, verb, narrow)).to eq(403)
        expect(status(path, verb, key_for(Fabricate(:user)))).to eq(403)
        expect(status(path, verb, key_for(Fabricate(:moderator)))).to eq(403)
        sign_in(Fabricate(:admin))
        expect(status(path, verb, json)).to eq(403)
      end

      it "is not there while the plugin is off" do
        headers = key_for(Discourse.system_user)
        SiteSetting.veille_enabled = false
        expect(status(path, verb, headers)).to eq(404)
      end
    end
  end

  it "opens nothing else with a key of our scope" do
    get "/admin/users/list/active.json", headers: veille_headers
    expect(response.status).to be_in([403, 404])
    post "/posts.json",
         params: { raw: "Un texte assez long", title: "Un titre assez long" }.to_json,
         headers: veille_headers
    expect(response.status).to be_in([403, 404])
    get "/latest.json", headers: veille_headers
    expect(response.status).to eq(403)
  end

  it "lists our scope where administrators make keys" do
    mapping = ApiKeyScope.scope_mappings[:veille][:service]
    expect(mapping[:urls]).to include("/veille/publications (POST)", "/veille/uploads (PUT)")
    expect(mapping[:urls].size).to eq(calls.size)
  end

  describe "a call that breaks the contract" do
    fab!(:author) { Fabricate(:user, refresh_auto_groups: true) }
    fab!(:topic)

    def broken(body)
      post "/veille/publications.json", params: body, headers: veille_headers
      expect(response.status).to eq(400)
      expect(topic.posts).to be_empty
      response.parsed_body
    end

    it "is told so, and nothing is done" do
      item = item_of(author, topicId: topic.id)
      twice = { items: [item, item] }.to_json
      expect(broken(twice)).to include(
        "error_type" => "veille_bad_request",
        "code" => "duplicate_key",
      )
      expect(broken({ items: [item.merge(extra: 1)] }.to_json)).to include(
        "code" => "unknown_field",
        "path" => "items.0.extra",
      )
      many = Array.new(21) { item_of(author, topicId: topic.id) }
      expect(broken({ items: many }.to_json)["code"]).to eq("too_many_items")
      expect(broken({ items: [item.merge(raw: "a" * 1_000_001)] }.to_json)["code"]).to eq(
        "too_large",
      )
      expect(broken({ items: [] }.to_json)["errors"].sole).to include("no_items")
    end

    it "is told so where it is no JSON" do
      post "/veille/publications.json", params: "{oups", headers: veille_headers
      expect(response.status).to eq(400)
    end
  end

  it "keeps what people wrote out of Rails' log" do
    author = Fabricate(:user, refresh_auto_groups: true)
    secret = "Mon mot de passe est confidentiel"
    item = item_of(author, raw: secret, title: "Un titre confidentiel aussi")
    returned = {
      **key_of(item).merge(key: new_key),
      draft: {
        key: "new_topic",
        data: { reply: secret }.to_json,
      },
      message: {
        title: "Rendu, confidentiel",
        posts: [secret],
      },
    }
    logged =
      track_log_messages do
        call_veille("publications", { items: [item] })
        call_veille("give-backs", { items: [returned] })
      end
    log = logged.infos.join("\n")
    expect(log).to include("Parameters", item[:key], "[FILTERED]")
    expect(log).not_to include("confidentiel")
  end
end
