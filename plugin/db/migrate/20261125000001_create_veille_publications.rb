# frozen_string_literal: true

class CreateVeillePublications < ActiveRecord::Migration[7.2]
  def change
    create_table :veille_publications do |t|
      t.string :key, null: false, limit: 80
      t.integer :user_id, null: false
      t.string :content_hash, null: false, limit: 64
      t.integer :state, null: false, limit: 2
      t.bigint :post_id
      t.bigint :reviewable_id
      # a moderator asked for a revision: core has sent the text to its author
      t.boolean :text_sent_back, null: false, default: false
      t.boolean :draft_kept, null: false, default: false
      t.bigint :message_topic_id
      t.datetime :given_back_at
      # the jobs that follow a commit have been queued
      t.datetime :finished_at
      t.timestamps
    end

    add_index :veille_publications, :key, unique: true
    add_index :veille_publications, :reviewable_id
    add_index :veille_publications, :user_id
    add_index :veille_publications,
              :updated_at,
              where: "finished_at IS NULL",
              name: "index_veille_publications_unfinished"
  end
end
