# frozen_string_literal: true

module Veille
  # Until when somebody's alerts are held. Only of people who chose their hours, while the service is alive.
  module Silence
    # Silence ends with the lease; where a beginning has gone too long without a word from the service; or at the start
    # of the first loud interval that is not over (so it has ended where that one runs). In SQL, since core waits for
    # it: 35 days of intervals are much to read in Ruby. ms since the epoch; 0: they are told of everything.
    ENDS = <<~SQL
      LEAST(
        COALESCE((SELECT ends_at FROM veille_leases WHERE id = #{Lease::ONE}), 0),
        loud.unanswered + #{LoudIntervals::PATIENCE},
        loud.bounds[width_bucket(:now, loud.bounds) | 1]
      )
    SQL
    CHOSEN = "FROM veille_loud_intervals AS loud WHERE loud.bounds IS NOT NULL"
    OF_ONE = "COALESCE((SELECT #{ENDS} #{CHOSEN} AND loud.user_id = :user_id), 0)"
    OF_MANY = "SELECT loud.user_id, #{ENDS} #{CHOSEN} AND loud.user_id IN (:user_ids)"

    # By user id.
    def self.ends(user_ids)
      return {} if user_ids.empty?
      DB.query_array(OF_MANY, user_ids:, now: Now.ms).to_h.tap { |ends| ends.default = 0 }
    end
  end
end
