# frozen_string_literal: true

require_relative "pure"

class ReleaseTest < Minitest::Test
  def test_plugin_rb_says_the_same_version
    plugin = File.read(File.join(__dir__, "../plugin.rb"))
    assert_includes(plugin, "# version: #{Veille::Release::VERSION}\n")
  end

  def test_the_contract_is_the_one_that_shared_writes_down
    contract = File.join(__dir__, "../../shared/src/api/forum.ts")
    skip("the contract is not here") if !File.exist?(contract)
    assert_includes(File.read(contract), "export const CONTRACT = #{Veille::Release::CONTRACT};")
  end
end
