# frozen_string_literal: true

module Jobs
  module Veille
    # Finishes what a dying process left undone; forgets texts that wait no more, and old changes
    # and alerts that a digest has told of.
    class TidyUp < ::Jobs::Scheduled
      every 10.minutes

      UNFINISHED_AFTER = 1.minute
      FORGOTTEN_AFTER = 60.days
      TOLD_KEPT = 90.days
      # of people who want no digest: their bell has it all
      UNTOLD_KEPT = 365.days

      def execute(_args)
        return if !SiteSetting.veille_enabled
        finish
        forget
        ::Veille::ChangeFeed.prune
        forget_held
      end

      private

      def finish
        ::Veille::Publication
          .unfinished
          .where("updated_at < ?", UNFINISHED_AFTER.ago)
          .limit(200)
          .each { |row| ::Veille::Finish.try(row) }
      end

      def forget
        ::Veille::WaitingText
          .where("veille_waiting_texts.updated_at < ?", FORGOTTEN_AFTER.ago)
          .where
          .missing(:upload_references)
          .limit(1000)
          .destroy_all
      end

      def forget_held
        ::Veille::Held.where("marked_at < ?", TOLD_KEPT.ago).delete_all
        ::Veille::Held.unmarked.where("at < ?", UNTOLD_KEPT.ago).delete_all
      end
    end
  end
end
