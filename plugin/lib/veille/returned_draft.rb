# frozen_string_literal: true

module Veille
  # Puts a text that comes back where its author would look for it. Whatever stands there already is theirs and stays.
  module ReturnedDraft
    # Whether the draft was kept.
    def self.keep(author, draft)
      key = draft[:key]
      sequence = DraftSequence.current(author, key)
      return false if Draft.get(author, key, sequence)

      # what core no longer shows for this key
      Draft.where(user_id: author.id, draft_key: key).where("sequence < ?", sequence).destroy_all
      put(author, key, sequence, draft[:data])
    end

    # Draft.set would overwrite a draft that the author makes in this very moment; a plain insert does not.
    def self.put(author, key, sequence, data)
      made =
        Draft.transaction(requires_new: true) do
          Draft.create!(user_id: author.id, draft_key: key, sequence:, data:)
        end
      ids = Upload.extract_upload_ids(data)
      UploadReference.ensure_exist!(upload_ids: ids, target: made)
      true
    rescue ActiveRecord::RecordNotUnique
      false
    end

    private_class_method :put
  end
end
