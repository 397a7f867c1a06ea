# frozen_string_literal: true

module Veille
  # How long a statement of ours may wait for rows that somebody else is changing (a long move, a merge of users).
  module RowPatience
    MILLISECONDS = 2000

    def self.limited
      before = DB.query_single("SHOW lock_timeout").first
      set("#{MILLISECONDS}ms")
      yield
    ensure
      set(before) if before
    end

    def self.set(value)
      DB.exec("SELECT set_config('lock_timeout', ?, false)", value)
    end

    private_class_method :set
  end
end
