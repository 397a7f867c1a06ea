# frozen_string_literal: true

module Veille
  # A batch ends within 8 seconds: web servers kill a worker at 30, proxies give up at 60, the service at 25.
  # Nothing is begun once `seconds` have passed, so that the last item has the rest for itself.
  class Deadline
    BEGIN_UNTIL = 6.5 # seconds

    def initialize(
      seconds = BEGIN_UNTIL,
      clock: -> { Process.clock_gettime(Process::CLOCK_MONOTONIC) }
    )
      @clock = clock
      @end = clock.call + seconds
    end

    def passed?
      @clock.call >= @end
    end
  end
end
