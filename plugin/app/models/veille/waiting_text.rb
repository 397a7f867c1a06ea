# frozen_string_literal: true

module Veille
  # Stands for a text that waits in the service, so that the forum keeps the pictures it shows.
  class WaitingText < ActiveRecord::Base
    self.table_name = "veille_waiting_texts"

    has_many :upload_references, as: :target, dependent: :delete_all
  end
end
