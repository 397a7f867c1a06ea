# frozen_string_literal: true

class CreateVeilleWaitingTexts < ActiveRecord::Migration[7.2]
  def change
    create_table :veille_waiting_texts do |t|
      t.string :uuid, null: false, limit: 80
      t.integer :user_id, null: false
      t.integer :version, null: false
      t.timestamps
    end

    add_index :veille_waiting_texts, :uuid, unique: true
    add_index :veille_waiting_texts, :user_id
  end
end
