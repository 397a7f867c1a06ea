# frozen_string_literal: true

require_relative "pure"

class TokenTest < Minitest::Test
  SECRET = "0123456789abcdef0123456789abcdef"

  def parts(token)
    token
      .split(".")
      .first(2)
      .map { |part| JSON.parse((part + "=" * (-part.size % 4)).tr("-_", "+/").unpack1("m0")) }
  end

  def test_a_token_is_the_one_that_rfc_7515_computes
    # RFC 7515 appendix A.1 gives the signature for its own bytes and key; ours is checked against the same rule.
    token = Veille::Token.mint({ sub: "1" }, SECRET)
    signed, _, signature = token.rpartition(".")
    expected = OpenSSL::HMAC.digest("SHA256", SECRET, signed)
    assert_equal([expected].pack("m0").tr("+/", "-_").delete("="), signature)
  end

  def test_the_header_names_the_secret_by_the_first_digits_of_its_hash
    header, = parts(Veille::Token.mint({}, SECRET))
    assert_equal(
      { "alg" => "HS256", "typ" => "JWT", "kid" => Digest::SHA256.hexdigest(SECRET)[0, 8] },
      header,
    )
  end

  def test_claims_come_back_as_they_went_in_accents_too
    _, claims = parts(Veille::Token.mint({ username: "zoé", groups: [1, 2] }, SECRET))
    assert_equal(
      { "username" => "zoé", "groups" => [1, 2] },
      claims.transform_values { |v| v.is_a?(String) ? v.dup.force_encoding("UTF-8") : v },
    )
  end

  def test_another_secret_gives_another_signature_and_another_name
    one = Veille::Token.mint({ sub: "1" }, SECRET)
    other = Veille::Token.mint({ sub: "1" }, SECRET.reverse)
    refute_equal(one.split(".").last, other.split(".").last)
    refute_equal(parts(one).first["kid"], parts(other).first["kid"])
  end

  def test_nothing_in_a_token_needs_escaping_in_a_header
    200.times { |i| assert_match(/\A[\w.-]+\z/, Veille::Token.mint({ n: "é" * i }, SECRET)) }
  end
end
