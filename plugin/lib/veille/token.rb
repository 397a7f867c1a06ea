# frozen_string_literal: true

require "digest"
require "json"
require "openssl"

module Veille
  # The bearer token that the service trusts: a JSON Web Token, HS256 (RFC 7519, RFC 7515).
  module Token
    # Seconds that a token lives; the contract allows 300.
    LIFETIME = 300

    def self.mint(claims, secret)
      header = { alg: "HS256", typ: "JWT", kid: key_id(secret) }
      signed = "#{encode(JSON.generate(header))}.#{encode(JSON.generate(claims))}"
      "#{signed}.#{encode(OpenSSL::HMAC.digest("SHA256", secret, signed))}"
    end

    # Tells two secrets apart during a rotation without showing either.
    def self.key_id(secret)
      Digest::SHA256.hexdigest(secret)[0, 8]
    end

    # base64url without padding (RFC 4648 §5)
    def self.encode(bytes)
      [bytes].pack("m0").tr("+/", "-_").delete("=")
    end
  end
end
