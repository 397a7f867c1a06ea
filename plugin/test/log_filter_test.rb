# frozen_string_literal: true

require_relative "pure"

class LogFilterTest < Minitest::Test
  def hidden?(path)
    Veille::LogFilter::PATTERNS.any? { |pattern| pattern.match?(path) }
  end

  def test_what_people_wrote_is_hidden
    %w[
      items.raw
      items.title
      items.message.title
      items.message.posts
      items.draft.data
      items.tags
      items.intervals
      publication.items.raw
    ].each { |path| assert(hidden?(path), path) }
  end

  def test_what_helps_to_find_a_fault_is_shown
    %w[items.key items.userId items.contentHash items.topicId title raw post.raw].each do |path|
      refute(hidden?(path), path)
    end
  end

  def test_rails_takes_the_patterns_for_paths
    # ActiveSupport::ParameterFilter matches whole paths only where a pattern holds an escaped dot
    Veille::LogFilter::PATTERNS.each { |pattern| assert_includes(pattern.to_s, "\\.") }
  end
end
