# frozen_string_literal: true

module Veille
  # `upload://…` as it stands in a text: the SHA-1 of the file in base 62 (27 digits, fewer only by leading zeros).
  # Shorter words after `upload://` are words of the author's, not pictures.
  module ShortUrls
    PATTERN = %r{upload://([0-9a-zA-Z]{24,27})(?![0-9a-zA-Z])(?:\.\w+)?}

    def self.in(text)
      text.to_enum(:scan, PATTERN).map { Regexp.last_match[0] }.uniq
    end
  end
end
