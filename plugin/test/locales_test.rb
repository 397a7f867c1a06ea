# frozen_string_literal: true

require_relative "pure"
require "yaml"

class LocalesTest < Minitest::Test
  FOLDER = File.expand_path("../config/locales", __dir__)
  SETTINGS = YAML.load_file(File.expand_path("../config/settings.yml", __dir__))

  def words(file, language)
    flatten(YAML.load_file(File.join(FOLDER, "#{file}.#{language}.yml")).fetch(language))
  end

  def flatten(tree, path = nil)
    return { path => tree } if !tree.is_a?(Hash)
    tree.map { |key, value| flatten(value, [path, key].compact.join(".")) }.reduce({}, :merge)
  end

  %w[server client-admin].each do |file|
    define_method("test_#{file}_says_the_same_things_in_both_languages") do
      assert_equal(words(file, "en").keys.sort, words(file, "fr").keys.sort)
    end

    define_method("test_#{file}_has_french_typography") do
      words(file, "fr").each do |key, text|
        refute_includes(text, "'", key)
        refute_match(/[^\u00a0\d][:;?!»](\s|\z)/, text, key)
        refute_match(/«(?!\u00a0)/, text, key)
        refute_includes(text, "!", key)
      end
    end
  end

  def test_every_setting_is_described_and_nothing_else_is
    named = SETTINGS.fetch("discourse_veille").keys.map { |name| "site_settings.#{name}" }.sort
    described = words("server", "fr").keys.select { |key| key.start_with?("site_settings.") }.sort
    assert_equal(named, described)
  end
end
