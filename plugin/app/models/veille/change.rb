# frozen_string_literal: true

module Veille
  # Something that happened in the forum: the contract's Change. Written in the transaction of what it tells, where
  # Discourse lets us hear of it there; `position` is given later, by ChangeFeed.
  class Change < ActiveRecord::Base
    self.table_name = "veille_changes"
    self.inheritance_column = nil
    self.record_timestamps = false

    # Whatever happens here, nobody is kept from moving, closing or leaving by it.
    def self.note(type, **of)
      transaction(requires_new: true) { insert({ type:, at: Time.zone.now, **of }) }
    rescue StandardError => error
      Failure.read(error)
    end
  end
end
