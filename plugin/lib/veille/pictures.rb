# frozen_string_literal: true

module Veille
  # Files that a text shows. Core collects files that nothing shows after some days, and then publishes a text with a
  # transparent picture, without a word.
  module Pictures
    # Those of these short URLs whose file is no longer there.
    def self.missing(short_urls)
      wanted = short_urls.index_with { |url| Upload.sha1_from_short_url(url) }
      there = Upload.where(sha1: wanted.values.compact).where.not(url: "").pluck(:sha1).to_set
      short_urls.reject { |url| there.include?(wanted[url]) }
    end

    def self.ensure_there!(raw)
      raise NotNow.new("upload_gone", 3600) if missing(ShortUrls.in(raw)).any?
    end

    # Keeps the files of one version of a waiting text, and lets go those of the versions before.
    def self.keep(item)
      row = { uuid: item[:id], user_id: item[:user_id], version: 0 }
      kept =
        WaitingText.transaction do
          WaitingText.insert_all([row], unique_by: :uuid)
          text = WaitingText.lock.find_by!(uuid: item[:id])
          newest?(text, item) && refer(text, item)
        end
      return { id: item[:id], outcome: "older", missing: [] } if !kept
      { id: item[:id], outcome: "kept", missing: missing(item[:short_urls]) }
    end

    def self.newest?(text, item)
      text.user_id == item[:user_id] && text.version <= item[:version]
    end

    def self.refer(text, item)
      sha1s = item[:short_urls].filter_map { |url| Upload.sha1_from_short_url(url) }
      ids = Upload.where(sha1: sha1s).pluck(:id)
      UploadReference.ensure_exist!(upload_ids: ids, target: text)
      text.update!(version: item[:version])
    end

    private_class_method :newest?, :refer
  end
end
