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
      veille/loud_intervals#update
      veille/held#index
      veille/beat#create
      veille/requests#index
      veille/members#index
    ].freeze

    def self.actions
      { service: { actions: CALLS } }
    end
  end
end
