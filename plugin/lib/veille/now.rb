# frozen_string_literal: true

module Veille
  # Instants as intervals have them: ms since the epoch.
  module Now
    def self.ms
      in_ms(Time.now)
    end

    def self.in_ms(time)
      (time.to_r * 1000).floor
    end
  end
end
