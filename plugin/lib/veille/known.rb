# frozen_string_literal: true

module Veille
  # What the forum knows of a key, if anything. `locked`: the caller holds the key's lock.
  module Known
    def self.of(item, locked: false)
      row = Publication.at(item[:key])
      return if row.nil?
      if !row.answers?(item[:user_id], item[:content_hash])
        return Outcome.of(item[:key], "key_conflict")
      end

      locked ? Finish.run(row) : Finish.try(row)
      outcome = RowOutcome.of(row)
      OwnDraft.clear(item) if %w[existing in_review].include?(outcome[:outcome])
      outcome
    end
  end
end
