# frozen_string_literal: true

require "json"

module Veille
  # The items of one call, read from its body: all of them good, or BadRequest.
  module RequestItems
    LARGEST_BODY = 1_000_000 # bytes

    def self.read(body, shape, most:, unique: "key")
      items = object(body)["items"]
      raise BadRequest.new("no_items", "items") if !items.is_a?(Array) || items.empty?
      raise BadRequest.new("too_many_items", "items") if items.size > most

      read = items.each_with_index.map { |item, i| shape.read(item, "items.#{i}") }
      twice = read.map { |item| item[Shape.symbol(unique)] }.tally.find { |_, times| times > 1 }
      raise BadRequest.new("duplicate_key", "items.#{unique} #{twice.first}") if twice
      read
    end

    # A body that is a JSON object of at most LARGEST_BODY bytes.
    def self.object(body)
      raise BadRequest.new("too_large") if body.bytesize > LARGEST_BODY
      value = JSON.parse(body.dup.force_encoding(Encoding::UTF_8))
      raise BadRequest.new("not_an_object") if !value.is_a?(Hash)
      value
    rescue JSON::ParserError, EncodingError
      raise BadRequest.new("not_json")
    end
  end
end
