import { watchScript } from "./prelude.ts";

/**
 * `watch-orders:<template>`: person → `<until>|<1 automatic>|<ms since when>`. ARGV: prefix, now, away, template,
 * person, until, '1' automatic. Places on all occurrences that have not begun, on waiting lists where they are full;
 * what an earlier order of theirs went through already is left alone. Answers also which were taken, and listed.
 */
export const keepOrder = watchScript(`
local template, user, last, automatic = ARGV[4], tonumber(ARGV[5]), ARGV[6], ARGV[7] == '1'
local orders = key('watch-orders', template)
if redis.call('HEXISTS', key('watch-templates'), template) == 0 then return answer('missing', nil, {}, {}) end
local kept = redis.call('HGET', orders, user)
local before, since = '', ARGV[2]
if kept then before, since = string.match(kept, '^([^|]+)|%d|(%d+)$') end
local wanted = last .. '|' .. ARGV[7] .. '|' .. since
if kept == wanted then return answer('same', nil, {}, {}) end
redis.call('HSET', orders, user, wanted)
redis.call('SADD', key('watch-everybody'), user)
local taken, listed = {}, {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('watch-of-template', template), ARGV[2], '+inf')) do
  local shift = load(id)
  if shift and not shift.gone and shift.s > now then
    local at, one = placeOf(shift, user)
    local place, waiting = listedAt(shift, user)
    if shift.d > last then
      -- the order ends earlier than it did
      if at and one.o then unseat(shift, at) offer(shift) save(shift)
      elseif place and waiting.o then unlist(shift, user) save(shift) end
    elseif shift.d > before and not at then
      if room(shift) then
        seat(shift, user, true)
        taken[#taken + 1] = id
      else
        if not place then enlist(shift, user, automatic, true) end
        listed[#listed + 1] = id
      end
      save(shift)
    elseif place and waiting.o and waiting.a ~= automatic then
      waiting.a = automatic
      save(shift)
    end
  end
end
return answer('changed', nil, taken, listed)
`);

/** ARGV: prefix, now, away, template, person. The order ends, and what it took from now on is free. Answers which. */
export const endOrder = watchScript(`
local template, user = ARGV[4], tonumber(ARGV[5])
if redis.call('HDEL', key('watch-orders', template), user) == 0 then return answer('same', nil, {}) end
local freed = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('watch-of-template', template), ARGV[2], '+inf')) do
  local shift = load(id)
  if shift and not shift.gone and shift.s > now then
    local at, one = placeOf(shift, user)
    local place, waiting = listedAt(shift, user)
    if at and one.o then
      unseat(shift, at)
      offer(shift)
      save(shift)
      freed[#freed + 1] = id
    elseif place and waiting.o then
      unlist(shift, user)
      save(shift)
    end
  end
end
return answer('changed', nil, freed)
`);

/**
 * ARGV: prefix, now, away, person, kinds (JSON list; '' for all). Somebody is not in those teams any more: every place
 * from now on is free, every list, order and proposal goes. Answers which places were free.
 */
export const letGo = watchScript(`
local user, kinds = tonumber(ARGV[4]), ARGV[5] ~= '' and cjson.decode(ARGV[5]) or nil
local function concerns(kind)
  if not kinds then return true end
  for _, one in ipairs(kinds) do if one == kind then return true end end
  return false
end
local freed = {}
for _, id in ipairs(redis.call('HKEYS', key('watch-of', user))) do
  local shift = load(id)
  local at = shift and not shift.gone and shift.e > now and concerns(shift.k) and placeOf(shift, user)
  if at then
    unseat(shift, at)
    offer(shift)
    save(shift)
    freed[#freed + 1] = id
  end
end
for _, id in ipairs(redis.call('SMEMBERS', key('watch-listed', user))) do
  local shift = load(id)
  if shift and concerns(shift.k) and unlist(shift, user) then save(shift) end
end
for _, id in ipairs(redis.call('HKEYS', key('watch-templates'))) do
  local kind = cjson.decode(redis.call('HGET', key('watch-templates'), id)).kind
  if concerns(kind) then redis.call('HDEL', key('watch-orders', id), user) end
end
for _, id in ipairs(redis.call('SMEMBERS', key('watch-proposed', user))) do
  local shift = load(string.match(id, '^(.*)~'))
  if not shift or concerns(shift.k) then
    redis.call('HDEL', key('watch-proposals'), id)
    redis.call('SREM', key('watch-proposed', user), id)
  end
end
return answer('changed', nil, freed)
`);
