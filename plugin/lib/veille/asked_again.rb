# frozen_string_literal: true

module Veille
  # Mails leave minutes after they were queued, pushes up to ten: their jobs ask again.
  module AskedAgain
    def self.install
      ::Jobs::UserEmail.prepend(Mail)
      ::Jobs::SendPushNotification.prepend(Push)
      ::Jobs::PushNotification.prepend(Push)
    end

    module Mail
      def execute(args)
        super if !::Veille::Hold.mail_job?(args.with_indifferent_access)
      end
    end

    module Push
      def execute(args)
        super if !::Veille::Hold.push_job?(args.with_indifferent_access)
      end
    end
  end
end
