# frozen_string_literal: true

class CreateVeilleCalm < ActiveRecord::Migration[7.2]
  def change
    # when a person accepts to be alerted; instants in ms since the epoch
    create_table :veille_loud_intervals do |t|
      t.integer :user_id, null: false
      t.bigint :version, null: false
      # start, end, start, end, … growing; null: as before, nothing is held
      t.bigint :bounds, array: true
      # the last beginning that the service has answered for
      t.bigint :spoken, null: false
      # the first beginning after that
      t.bigint :unanswered
      t.datetime :updated_at, null: false
    end
    add_index :veille_loud_intervals, :user_id, unique: true
    add_index :veille_loud_intervals, :unanswered

    # one row: until when the service's last word counts, ms since the epoch
    create_table :veille_leases do |t|
      t.bigint :ends_at, null: false
    end

    create_table :veille_held do |t|
      t.integer :user_id, null: false
      t.bigint :post_id, null: false
      # the forum's notification type
      t.integer :type, null: false
      t.integer :by_user_id
      t.datetime :at, null: false
      # the digest that told of it
      t.string :digest_key, limit: 80
      t.datetime :marked_at
    end
    add_index :veille_held, %i[user_id post_id type], unique: true
    # few, and none of them touched by a new row: core waits while it is written
    add_index :veille_held, :digest_key, where: "digest_key IS NOT NULL"
    add_index :veille_held, :marked_at, where: "marked_at IS NOT NULL"

    # a person's digests are found by the beginning of their keys
    add_index :veille_publications,
              :key,
              opclass: :varchar_pattern_ops,
              name: "index_veille_publications_on_key_pattern"
    add_index :veille_publications, :post_id
  end
end
