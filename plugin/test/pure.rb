# frozen_string_literal: true

# The files of lib/veille that need no Discourse. There they are loaded by name; here in the order of their needs.
require "minitest/autorun"

%w[
  release
  log_filter
  bad_request
  shape
  fields
  shapes
  request_items
  deadline
  token
  short_urls
].each { |name| require_relative "../lib/veille/#{name}" }
