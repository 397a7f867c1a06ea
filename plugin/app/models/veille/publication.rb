# frozen_string_literal: true

module Veille
  # What became of a key: a published post, a post in review, or a tombstone that keeps the key from ever publishing.
  # The row is written in the transaction that makes the post; its unique key decides.
  class Publication < ActiveRecord::Base
    self.table_name = "veille_publications"

    enum :state, { published: 0, in_review: 1, cancelled: 2 }

    # Published or given back, but the process died before the jobs that follow the commit were queued.
    scope :unfinished, -> { where(finished_at: nil).where.not(state: :in_review) }

    # Read past the request's query cache: another process may have written since the last look.
    def self.at(key)
      uncached { find_by(key:) }
    end

    # Whether a call with this author and content speaks of the same thing. A tombstone is about the key alone.
    def answers?(user_id, content_hash)
      self.user_id == user_id && (cancelled? || self.content_hash == content_hash)
    end
  end
end
