# frozen_string_literal: true

require_relative "pure"

class ShortUrlsTest < Minitest::Test
  URL = "upload://hRvu0yNpLNAMzuHBhmVnzOlH2YK.png"

  def test_pictures_and_files_are_found_once_each
    text =
      "![écran|690x431](#{URL}) et [journal|attachment](upload://3Zc1pJ5tqgRx0Wc2rPZ1mZb8yQa.txt) (12 Ko) #{URL}"
    assert_equal([URL, "upload://3Zc1pJ5tqgRx0Wc2rPZ1mZb8yQa.txt"], Veille::ShortUrls.in(text))
  end

  def test_a_file_without_extension_is_found
    assert_equal(
      ["upload://hRvu0yNpLNAMzuHBhmVnzOlH2YK"],
      Veille::ShortUrls.in("(upload://hRvu0yNpLNAMzuHBhmVnzOlH2YK)"),
    )
  end

  def test_words_after_the_scheme_are_no_pictures
    assert_empty(Veille::ShortUrls.in("écrivez `upload://nom-du-fichier.png`, ou upload://image"))
  end

  def test_a_text_without_pictures_has_none
    assert_empty(Veille::ShortUrls.in(""))
  end
end
