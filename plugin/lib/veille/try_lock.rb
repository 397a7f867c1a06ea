# frozen_string_literal: true

module Veille
  # A lock between processes that is tried, never waited for: a web worker that waits is a worker less for members.
  # It only spares work; what decides is the unique row.
  module TryLock
    SECONDS = 10

    RELEASE = DiscourseRedis::EvalHelper.new <<~LUA
      if redis.call("get", KEYS[1]) == ARGV[1] then
        return redis.call("del", KEYS[1])
      end
    LUA

    # The block's answer, or nil where another process holds the lock.
    def self.hold(name)
      key = "veille-lock-#{name}"
      mine = SecureRandom.hex(8)
      return if !Discourse.redis.set(key, mine, nx: true, ex: SECONDS)

      begin
        yield
      ensure
        RELEASE.eval(Discourse.redis, [Discourse.redis.namespace_key(key)], [mine])
      end
    end
  end
end
