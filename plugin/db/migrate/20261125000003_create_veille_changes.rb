# frozen_string_literal: true

class CreateVeilleChanges < ActiveRecord::Migration[7.2]
  def change
    create_table :veille_changes do |t|
      # the cursor of those who read; given once the row is committed
      t.bigint :position
      # none: something may have happened that was not heard
      t.string :type, limit: 40
      t.bigint :topic_id
      t.bigint :post_id
      t.bigint :new_topic_id
      t.bigint :new_post_id
      t.integer :user_id
      t.integer :new_user_id
      t.integer :group_id
      t.string :key, limit: 80
      # of the moved post: when it was written
      t.datetime :created_at
      t.datetime :at, null: false
    end

    add_index :veille_changes, :position, unique: true
    add_index :veille_changes,
              :id,
              where: "position IS NULL",
              name: "index_veille_changes_without_position"
    add_index :veille_changes, :at
  end
end
