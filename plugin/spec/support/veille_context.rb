# frozen_string_literal: true

# What every spec of ours needs: the plugin on, a key of our scope, and items that are good until changed.
RSpec.shared_context "with veille" do
  before do
    SiteSetting.veille_enabled = true
    # a test database migrated after an earlier run already holds the ids with which rails_helper lets sequences begin,
    # and core adds references by "insert, or do nothing"
    DB.exec "SELECT setval('upload_references_id_seq', (SELECT max(id) FROM upload_references) + 1000)"
  end

  let(:veille_headers) do
    key =
      Fabricate(
        :api_key,
        user: Discourse.system_user,
        scope_mode: "granular",
        api_key_scopes: [veille_scope],
      )
    { "Api-Key" => key.key, "Api-Username" => "system", "CONTENT_TYPE" => "application/json" }
  end
  let(:veille_scope) { ApiKeyScope.new(resource: "veille", action: "service") }

  def call_veille(path, body, verb: :post, headers: veille_headers)
    public_send(verb, "/veille/#{path}.json", params: body.to_json, headers:)
    response.parsed_body
  end

  # One item by one call, answered.
  def ask(path, item, **more)
    body = call_veille(path, { items: [item] }, **more)
    expect(response.status).to eq(200), -> { response.body }
    body["items"].first
  end

  def publish(item)
    ask("publications", item)
  end

  def new_key(prefix = "0190b0a0-0000-7000-8000")
    "#{prefix}-#{SecureRandom.hex(6)}-0"
  end

  def hash_of(text)
    Digest::SHA256.hexdigest(text)
  end

  # A publication by `author`; further fields by name.
  def item_of(author, **more)
    raw = more.fetch(:raw, "Voici ce que disent les journaux du serveur #{SecureRandom.hex(4)}.")
    {
      key: new_key,
      userId: author.id,
      raw:,
      contentHash: hash_of(raw),
      deferredAt: 2.days.ago.utc.iso8601(3),
      movedOn: "give_back",
      **more,
    }
  end

  def key_of(item)
    item.slice(:key, :userId, :contentHash)
  end

  def row_of(item)
    Veille::Publication.at(item[:key])
  end

  # What another process commits in the meantime: past this one's query cache.
  def twin_writes(item, state: :published, post: nil)
    DB.exec(
      <<~SQL,
      INSERT INTO veille_publications
        (key, user_id, content_hash, state, post_id, finished_at, created_at, updated_at)
      VALUES (:key, :userId, :contentHash, :state, :post_id, NOW(), NOW(), NOW())
    SQL
      item.slice(:key, :userId, :contentHash).merge(
        state: Veille::Publication.states[state],
        post_id: post&.id,
      ),
    )
  end
end
