# frozen_string_literal: true

module Veille
  # How an account stands, by the closed words of the contract.
  module Standing
    def self.of(user)
      return "gone" if user.nil?
      # an anonymised account keeps its id and stays active; only its address tells
      return "anonymised" if user.email.to_s.end_with?(UserAnonymizer::EMAIL_SUFFIX)
      return "staged" if user.staged?
      return "inactive" if !user.active?
      return "suspended" if user.suspended?
      return "silenced" if user.silenced?
      "active"
    end

    # The author of a post to publish: a member, or our own bot. Core forgets some of these for a caller with a key.
    def self.author!(user)
      user = nil if user && !user.human? && user.id != Bot::ID
      standing = of(user)
      return user if standing == "active"
      raise Refused.new("author_#{standing}", [user&.suspended_message].compact)
    end
  end
end
