import { script } from "../../platform/scripts.ts";
import { prelude } from "./prelude.ts";

/** ARGV: now, limit. Moments that have come, and bounds of slip, go to their lanes. Answers how many. */
export const reachMoments = script(`${prelude}
local now, count = tonumber(ARGV[1]), 0
for _, name in ipairs({'moments', 'bounds'}) do
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', key(name), '-inf', now, 'LIMIT', 0, tonumber(ARGV[2]))) do
    local p = read(id)
    if not p or p.state ~= 'waiting' or p.reached then redis.call('ZREM', key(name), id)
    else
      out(p, now)
      p.reached = (name == 'moments') and p.due or p.bound
      p.reachedAt = now
      keep(p, now)
      count = count + 1
    end
  end
end
return count
`);

/** ARGV: now, limit, kind, opensAt: who waited for that kind since before it opened goes to the lanes. */
export const reachOpening = script(`${prelude}
local now, kind, opensAt, count = tonumber(ARGV[1]), ARGV[3], tonumber(ARGV[4]), 0
for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('opening', kind), '-inf', '(' .. ARGV[4], 'LIMIT', 0, tonumber(ARGV[2]))) do
  local p = read(id)
  if not p or p.state ~= 'waiting' or p.reached or p.kind ~= kind then redis.call('ZREM', key('opening', kind), id)
  else
    out(p, now)
    p.reached = opensAt; p.reachedAt = now
    keep(p, now)
    count = count + 1
  end
end
return count
`);

/**
 * ARGV: now, most, lease (ms), attempt prefix. Takes lane heads: one of a lane, one of an author; a head that may have
 * been sent before goes alone. The lease runs by Redis' clock. Answers a list of [id, flat record, sealed text].
 */
export const claim = script(`${prelude}
local now, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local lease = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[3])
local claimed, authors = {}, {}
for _, lane in ipairs(redis.call('ZRANGEBYSCORE', key('ready'), '-inf', now, 'LIMIT', 0, most * 10)) do
  if #claimed >= most then break end
  local head, again = nil, nil
  for _, place in ipairs(redis.call('ZRANGE', key('lane', lane), 0, 49)) do
    local p = read(string.sub(place, 15))
    if not p then redis.call('ZREM', key('lane', lane), place)
    elseif p.wish and p.state ~= 'publishing' then -- its end is on its way: it holds nobody back
    elseif p.state == 'unsure' and p.code == 'key_conflict' then -- ours to mend, and nobody knows when
    elseif p.state == 'publishing' or p.state == 'unsure' then head = nil; again = nil; break
    elseif pausedUntil(p, now) then
      local wait = pausedUntil(p, now)
      if again == nil or wait < again then again = wait end
    elseif p.notBefore and tonumber(p.notBefore) > now then
      local wait = tonumber(p.notBefore)
      if again == nil or wait < again then again = wait end
      if wait - now <= 900000 then break end
    else head = p; break end
  end
  if head and authors[head.author] then head = nil -- the next batch
  elseif head and head.fenced and #claimed > 0 then head = nil
  else
    if again and not head then ready(lane, again) else redis.call('ZREM', key('ready'), lane) end
  end
  if head then
    authors[head.author] = true
    out(head, now)
    head.state = 'publishing'; head.lease = lease
    head.attempt = ARGV[4] .. '-' .. #claimed
    head.attempts = (tonumber(head.attempts) or 0) + 1
    head.firstTry = head.firstTry or now
    head.notBefore = nil
    keep(head, now)
    redis.call('ZREM', key('ready'), lane)
    claimed[#claimed + 1] = {head.id, redis.call('HGETALL', key('post', head.id)), redis.call('GET', key('text', head.id))}
    if head.fenced then break end
  end
end
return claimed
`);

/** ARGV: now, limit. Attempts whose lease is over by Redis' clock are in doubt. Answers how many. */
export const expireLeases = script(`${prelude}
local now, time = tonumber(ARGV[1]), redis.call('TIME')
local theirs = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local ids = redis.call('ZRANGEBYSCORE', key('leases'), '-inf', theirs, 'LIMIT', 0, tonumber(ARGV[2]))
for _, id in ipairs(ids) do
  local p = read(id)
  if not p or p.state ~= 'publishing' then redis.call('ZREM', key('leases'), id)
  else
    out(p, now)
    p.state = 'unsure'; p.fenced = 1; p.lease = nil; p.askAt = now
    keep(p, now)
    tell(id, now, 'doubt', 'lease_over')
  end
end
return #ids
`);
