import { watchScript } from "./prelude.ts";

// ARGV of both: prefix, now, away, person, the person who is both now. Nobody is told: nothing changes for them.
const begin = `
local from, into = tonumber(ARGV[4]), tonumber(ARGV[5])
local function holds(name) return redis.call('SREM', key(name), from) == 1 end
`;

/**
 * Places, waiting lists, standing orders and proposals of one account are the other's. Who held two places of a shift
 * holds one, and the other is free. What both asked for stays as the one who did so by hand, sooner or for longer.
 */
export const mergePlaces = watchScript(`${begin}
local function seatOf(shift)
  local at, one = placeOf(shift, from)
  if not at then return false end
  local _, other = placeOf(shift, into)
  if other then
    table.remove(shift.people, at)
    other.o, other.w = other.o and one.o, other.w and one.w
  else
    one.u = into
    unlist(shift, into)
  end
  touch(into, shift.id, true)
  if other then offer(shift) end
  return true
end
local function waitOf(shift)
  local at, one = listedAt(shift, from)
  if not at then return false end
  local place, other = listedAt(shift, into)
  if other or placeOf(shift, into) then table.remove(shift.list, at) else one.u = into end
  if other then
    local first = math.min(at, place)
    other.a, other.o = other.a or one.a, other.o and one.o
    unlist(shift, into)
    table.insert(shift.list, first, other)
  end
  if listedAt(shift, into) then redis.call('SADD', key('watch-listed', into), shift.id) end
  return true
end
local of, listed = key('watch-of', from), key('watch-listed', from)
local concerned = {}
for _, id in ipairs(redis.call('HKEYS', of)) do concerned[id] = true end
for _, id in ipairs(redis.call('SMEMBERS', listed)) do concerned[id] = true end
for id in pairs(concerned) do
  local shift = load(id)
  if shift then
    local sat = seatOf(shift)
    if waitOf(shift) or sat then save(shift) end
  end
  -- what they left long ago: calendars still say so
  local kept = redis.call('HGET', of, id)
  if kept then redis.call('HSETNX', key('watch-of', into), id, (string.gsub(kept, '|c|', '|x|'))) end
end
redis.call('DEL', of, listed)
for _, id in ipairs(redis.call('HKEYS', key('watch-templates'))) do
  local orders = key('watch-orders', id)
  local kept = redis.call('HGET', orders, from)
  if kept then
    local last, automatic, since = string.match(kept, '^([^|]+)|(%d)|(%d+)$')
    local other = redis.call('HGET', orders, into)
    if other then
      local theirs, too, sooner = string.match(other, '^([^|]+)|(%d)|(%d+)$')
      last = theirs > last and theirs or last
      automatic = (automatic == '1' or too == '1') and '1' or '0'
      since = tonumber(sooner) < tonumber(since) and sooner or since
    end
    redis.call('HSET', orders, into, last .. '|' .. automatic .. '|' .. since)
    redis.call('HDEL', orders, from)
  end
end
for _, id in ipairs(redis.call('SMEMBERS', key('watch-proposed', from))) do
  local proposals, name = key('watch-proposals'), string.match(id, '^(.*)~')
  local made, shift = redis.call('HGET', proposals, id), load(name)
  redis.call('HDEL', proposals, id)
  if made and shift and not placeOf(shift, into) then
    redis.call('HSETNX', proposals, name .. '~' .. ARGV[5], made)
    redis.call('SADD', key('watch-proposed', into), name .. '~' .. ARGV[5])
  end
end
redis.call('DEL', key('watch-proposed', from))
for _, one in ipairs(redis.call('ZRANGE', key('watch-notices'), 0, -1)) do
  local type, user, more = string.match(one, '^([^|]*)|([^|]*)|(.*)$')
  if user == ARGV[4] then
    redis.call('ZREM', key('watch-notices'), one)
    redis.call('ZADD', key('watch-notices'), ARGV[2], type .. '|' .. ARGV[5] .. '|' .. more)
    noticed = noticed + 1
  end
end
return answer('changed')
`);

/** Ticks, presence, name, calendar's address, and what they did as a coordinator. What the other has stays. */
export const mergeWatcher = watchScript(`${begin}
if holds('watch-everybody') then redis.call('SADD', key('watch-everybody'), into) end
holds('watch-absent')
local function move(name)
  if redis.call('EXISTS', key(name, from)) == 1 and redis.call('RENAMENX', key(name, from), key(name, into)) == 1 then
    return true
  end
  redis.call('DEL', key(name, from))
  return false
end
local theirs = move('watch-ticks')
for _, tick in ipairs({'named', 'calls', 'gaps', 'urgent'}) do
  if holds('watch-ticked:' .. tick) and theirs then redis.call('SADD', key('watch-ticked', tick), into) end
end
for _, name in ipairs({'watch-presence', 'watch-people'}) do
  local kept = redis.call('HGET', key(name), from)
  if kept then redis.call('HSETNX', key(name), into, kept) end
  redis.call('HDEL', key(name), from)
end
local secret = redis.call('GET', key('calendar-of', from))
if secret then
  local feed = key('calendar', string.match(secret, '^%x+'))
  local language = string.match(redis.call('GET', feed) or '', '|(.*)$')
  if move('calendar-of') and language then redis.call('SET', feed, ARGV[5] .. '|' .. language)
  else redis.call('DEL', feed) end
end
local seen = redis.call('ZSCORE', key('watch-coordinators'), from)
if seen then redis.call('ZADD', key('watch-coordinators'), 'GT', seen, into) end
redis.call('ZREM', key('watch-coordinators'), from)
for at, line in ipairs(redis.call('LRANGE', key('watch-history'), 0, -1)) do
  local when, by, more = string.match(line, '^([^|]*)|([^|]*)|(.*)$')
  if by == ARGV[4] then redis.call('LSET', key('watch-history'), at - 1, when .. '|' .. ARGV[5] .. '|' .. more) end
end
redis.call('INCR', KEYS[1])
return answer('changed')
`);
