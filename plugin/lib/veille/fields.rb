# frozen_string_literal: true

require "json"
require "time"

module Veille
  # Readers for the fields of Shapes.
  module Fields
    LARGEST_ID = 2_147_483_647

    # What JSON can carry and PostgreSQL cannot keep: half a surrogate pair, and the zero character.
    def self.clean(text)
      text.scrub("\u{FFFD}").delete("\0")
    end

    def self.check(code)
      ->(value, path) { yield(value) ? value : raise(BadRequest.new(code, path)) }
    end

    def self.pattern(code, regexp)
      check(code) { |value| value.is_a?(String) && regexp.match?(value) }
    end

    def self.text(longest = nil)
      lambda do |value, path|
        raise BadRequest.new("not_a_text", path) if !value.is_a?(String)
        raise BadRequest.new("too_long", path) if longest && value.length > longest
        clean(value)
      end
    end

    def self.list(reader, longest, shortest = 0)
      lambda do |value, path|
        if !value.is_a?(Array) || !value.size.between?(shortest, longest)
          raise BadRequest.new("not_a_list_of_#{shortest}_to_#{longest}", path)
        end
        value.each_with_index.map { |one, i| reader.call(one, "#{path}.#{i}") }
      end
    end

    def self.object(shape)
      ->(value, path) { shape.read(value, path) }
    end

    KEY = pattern("not_a_key", /\A[a-z0-9][a-z0-9-]{7,79}\z/)
    HASH = pattern("not_a_hash", /\A[0-9a-f]{64}\z/)
    UUID = pattern("not_a_uuid", /\A[0-9A-Za-z][0-9A-Za-z-]{7,79}\z/)
    ID = check("not_an_id") { |value| value.is_a?(Integer) && value.between?(1, LARGEST_ID) }
    USER_ID =
      check("not_an_id") { |value| value.is_a?(Integer) && value.abs.between?(0, LARGEST_ID) }
    VERSION =
      check("not_a_version") { |value| value.is_a?(Integer) && value.between?(0, LARGEST_ID) }
    LARGE_VERSION =
      check("not_a_version") { |value| value.is_a?(Integer) && value.between?(0, 2**53 - 1) }
    CURSOR = check("not_a_cursor") { |value| value.is_a?(Integer) && value.between?(0, 2**53 - 1) }
    UP_TO_500 = check("not_a_number") { |value| value.is_a?(Integer) && value.between?(1, 500) }
    MOVED_ON = check("unknown_rule") { |value| %w[give_back publish].include?(value) }
    INSTANT =
      lambda do |value, path|
        raise ArgumentError if !value.is_a?(String) || !value.end_with?("Z")
        Time.iso8601(value)
      rescue ArgumentError
        raise BadRequest.new("not_an_instant", path)
      end
    INTERVAL = list(INSTANT, 2, 2)
    JSON_TEXT =
      lambda do |value, path|
        raise TypeError if !JSON.parse(value).is_a?(Hash)
        text.call(value, path)
      rescue JSON::ParserError, TypeError
        raise BadRequest.new("not_json", path)
      end
  end
end
