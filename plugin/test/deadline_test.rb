# frozen_string_literal: true

require_relative "pure"

class DeadlineTest < Minitest::Test
  def test_it_passes_when_its_seconds_are_over_and_not_before
    now = 100.0
    deadline = Veille::Deadline.new(6.5, clock: -> { now })
    refute(deadline.passed?)
    now = 106.49
    refute(deadline.passed?)
    now = 106.5
    assert(deadline.passed?)
  end

  def test_a_batch_leaves_its_last_item_a_second_and_a_half_of_the_eight
    assert_operator(Veille::Deadline::BEGIN_UNTIL, :<=, 6.5)
  end
end
