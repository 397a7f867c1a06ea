# frozen_string_literal: true

module Veille
  # The shape of one item: its fields by name, each with what reads it. A field's reader answers the value to use,
  # or raises BadRequest. Unknown fields are refused, as everywhere in the contract.
  class Shape
    def initialize(required: {}, optional: {})
      @required = required
      @fields = required.merge(optional)
    end

    # Answers a Hash with every field of the shape (nil where left out), keys as symbols in snake_case.
    def read(value, path)
      raise BadRequest.new("not_an_object", path) if !value.is_a?(Hash)
      unknown = value.keys.find { |name| !@fields.key?(name) }
      raise BadRequest.new("unknown_field", "#{path}.#{unknown}") if unknown

      @fields.to_h do |name, reader|
        [self.class.symbol(name), read_field(name, reader, value[name], "#{path}.#{name}")]
      end
    end

    def self.symbol(name)
      name.gsub(/[A-Z]/) { |letter| "_#{letter.downcase}" }.to_sym
    end

    private

    def read_field(name, reader, value, path)
      return reader.call(value, path) if !value.nil?
      raise BadRequest.new("missing_field", path) if @required.key?(name)
    end
  end
end
