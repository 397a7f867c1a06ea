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

      # for the browser
      post "token" => "tokens#create"
      get "about" => "about#show"
    end

    get "/" => "pages#show"
    get "differes" => "pages#show"
    get "aide" => "pages#show"
  end
end
