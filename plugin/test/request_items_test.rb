# frozen_string_literal: true

require_relative "pure"

class RequestItemsTest < Minitest::Test
  ITEM = {
    "key" => "0190b0a0-0000-7000-8000-000000000001-0",
    "userId" => 7,
    "raw" => "Bonjour à toute l’équipe.",
    "topicId" => 12,
    "contentHash" => "a" * 64,
    "deferredAt" => "2026-11-23T20:00:00.000Z",
    "movedOn" => "give_back",
  }.freeze

  def read(*items, shape: Veille::Shapes::PUBLICATION, most: 20)
    Veille::RequestItems.read(JSON.generate({ items: items }), shape, most: most)
  end

  def refused(code, path = nil)
    error = assert_raises(Veille::BadRequest) { yield }
    assert_equal(code, error.code)
    assert_equal(path, error.path) if path
  end

  def test_an_item_is_read_whole_with_what_was_left_out_as_nil
    item = read(ITEM).first
    assert_equal("Bonjour à toute l’équipe.", item[:raw])
    assert_equal(12, item[:topic_id])
    assert_equal(Time.utc(2026, 11, 23, 20), item[:deferred_at])
    assert_nil(item.fetch(:reply_to_post_id))
    assert_nil(item.fetch(:recipients))
  end

  def test_every_required_field_is_missed
    (ITEM.keys - ["topicId"]).each do |name|
      refused("missing_field", "items.0.#{name}") { read(ITEM.reject { |key, _| key == name }) }
    end
  end

  def test_an_unknown_field_is_refused_by_name
    refused("unknown_field", "items.1.createdAt") do
      read(ITEM, ITEM.merge("key" => "autre-cle-1", "createdAt" => "2020-01-01"))
    end
  end

  def test_wrong_values_are_refused_by_name
    {
      "key" => ["Court", "a" * 81, "clé-accentuée", 12_345_678],
      "userId" => ["7", 7.5, 2**40, true],
      "raw" => [12, ["texte"]],
      "topicId" => [0, -4, "12"],
      "contentHash" => ["a" * 63, "A" * 64],
      "deferredAt" => ["hier", "2026-11-23T20:00:00+01:00", 0, "2026-13-01T00:00:00Z"],
      "movedOn" => ["throw_away"],
      "tags" => ["une", [1], ["é" * 101]],
      "draftKey" => ["x" * 41],
    }.each do |name, values|
      values.each do |value|
        error =
          assert_raises(Veille::BadRequest, "#{name} #{value}") { read(ITEM.merge(name => value)) }
        assert_match(/\Aitems\.0\.#{name}/, error.path)
      end
    end
  end

  def test_the_same_key_twice_is_refused
    refused("duplicate_key") { read(ITEM, ITEM.merge("raw" => "Autre chose")) }
  end

  def test_an_empty_call_and_a_too_long_one_are_refused
    refused("no_items") { read }
    refused("too_many_items") do
      read(*Array.new(21) { |i| ITEM.merge("key" => "cle-numero-#{i}") })
    end
    assert_equal(20, read(*Array.new(20) { |i| ITEM.merge("key" => "cle-numero-#{i}") }).size)
  end

  def test_a_body_over_one_megabyte_is_refused_before_it_is_parsed
    refused("too_large") { read(ITEM.merge("raw" => "a" * 1_000_000)) }
  end

  def test_what_is_not_a_json_object_is_refused
    ["", "[]", "null", "{", "\xff"].each do |body|
      assert_raises(Veille::BadRequest) do
        Veille::RequestItems.read(body, Veille::Shapes::KEY, most: 50)
      end
    end
  end

  def test_characters_that_a_database_cannot_keep_are_taken_out
    body = JSON.generate({ items: [ITEM] }).sub("Bonjour", 'Bon\u0000jour \ud83d')
    raw = Veille::RequestItems.read(body, Veille::Shapes::PUBLICATION, most: 20).first[:raw]
    assert(raw.valid_encoding?)
    refute_includes(raw, "\0")
    assert(raw.start_with?("Bonjour"))
  end

  def test_a_give_back_may_have_draft_and_message_or_neither
    item = ITEM.slice("key", "userId", "contentHash")
    bare =
      read(item.merge("draft" => nil, "message" => nil), shape: Veille::Shapes::GIVE_BACK).first
    assert_nil(bare[:draft])
    full =
      read(
        item.merge(
          "draft" => {
            "key" => "topic_12",
            "data" => "{\"reply\":\"oui\"}",
          },
          "message" => {
            "title" => "Rendu",
            "posts" => %w[un deux],
          },
        ),
        shape: Veille::Shapes::GIVE_BACK,
      ).first
    assert_equal(%w[un deux], full[:message][:posts])
    refused("not_json") do
      read(
        item.merge("draft" => { "key" => "topic_12", "data" => "[]" }),
        shape: Veille::Shapes::GIVE_BACK,
      )
    end
    refused("not_a_list_of_1_to_100") do
      read(
        item.merge("message" => { "title" => "Rendu", "posts" => [] }),
        shape: Veille::Shapes::GIVE_BACK,
      )
    end
  end
end
