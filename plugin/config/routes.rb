# frozen_string_literal: true

Discourse::Application.routes.draw do
  scope path: "/veille", module: "veille" do
    scope constraints: { format: :json } do
      # for the service, with a key of the scope `veille`
      post "publications" => "publications#create"
      post "publications/outcomes" => "publications#outcomes"
      post "publications/cancel" => "publications#cancel"
      post "give-backs" => "give_backs#create"
      post "changes" => "changes#index"
      post "people" => "people#index"
      post "site" => "site#show"
      put "uploads" => "uploads#update"
      put "loud-intervals" => "loud_intervals#update"
      post "held" => "held#index"
      post "beat" => "beat#create"
      post "requests" => "requests#index"
      post "members" => "members#index"

      # for the browser
      post "token" => "tokens#create"
      get "about" => "about#show"
    end

    get "/" => "pages#show"
    get "differes" => "pages#show"
    get "prevenir" => "pages#show"
    get "permanences" => "pages#show"
    get "aide" => "pages#show"
    get "reglages(/:part)" => "pages#show"
  end
end
