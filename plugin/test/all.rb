# frozen_string_literal: true

# The tests of what is pure Ruby: ruby plugin/test/all.rb
Dir[File.join(__dir__, "*_test.rb")].sort.each { |file| require file }
