# frozen_string_literal: true

# Only for a forum that tried an earlier main: the tables before this one are made as they are now.
class KeepLoudIntervalsAsBounds < ActiveRecord::Migration[7.2]
  def up
    return if column_exists?(:veille_loud_intervals, :bounds)
    add_column :veille_loud_intervals, :bounds, :bigint, array: true
    execute <<~SQL
      UPDATE veille_loud_intervals
      SET bounds = ARRAY(
        SELECT instant::text::bigint
        FROM jsonb_array_elements(intervals) AS pair, jsonb_array_elements(pair) AS instant
      )
      WHERE intervals IS NOT NULL
    SQL
    execute <<~SQL
      ALTER TABLE veille_leases
      ALTER COLUMN ends_at TYPE bigint USING floor(extract(epoch FROM ends_at) * 1000)::bigint
    SQL
  end

  def down
    raise ActiveRecord::IrreversibleMigration
  end
end
