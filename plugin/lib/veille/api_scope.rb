# frozen_string_literal: true

module Veille
  # The scope of the service's key: our own calls and nothing else of the forum.
  module ApiScope
    CALLS = %w[
      veille/publications#create
      veille/publications#outcomes
      veille/publications#cancel
      veille/give_backs#create
      veille/changes#index
      veille/people#index
      veille/site#show
      veille/uploads#update
    ].freeze

    def self.actions
      { service: { actions: CALLS } }
    end
  end
end
