import { script } from "../platform/scripts.ts";

/**
 * Per person one hash `calm:<id>`: `hours`, `leave` and `digest` are what they chose, as the JSON that came with
 * `version` put first; `push` the last version sent to the forum, `due` the first that has the newest choice, `acked`
 * the last that the forum has; `shifts` when they are on watch (own-shifts.ts); `team` is '0' for who is in no team any more. What a digest needs is in there too (see
 * digest/scripts.ts). Sorted sets: `calm-push` (who is to be pushed, when), `calm-points` (whose next digest, when);
 * set `calm-people`. Instants in ms, written out: Lua would shorten them.
 */
const opening = `
local function text(number) return string.format('%.0f', number) end
local function number(record, field) return tonumber(redis.call('HGET', record, field)) or 0 end
`;

/**
 * KEYS: record, calm-push, calm-points, calm-people. ARGV: part, version, fields (JSON object), person, now.
 * Answers changed, same or conflict, and the part as it stands ('' for nothing yet).
 */
export const changePart = script(`${opening}
local part, version, fields, id, now = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], ARGV[5]
local function whole(at) return '{"version":' .. at .. ',' .. string.sub(fields, 2) end
local kept = redis.call('HGET', KEYS[1], part)
local present = kept and cjson.decode(kept).version or 0
if kept and version <= present and kept == whole(present) then return {'same', kept} end
if version ~= present then return {'conflict', kept or ''} end
local chosen = whole(present + 1)
if part == 'hours' and not (kept and cjson.decode(kept).mode ~= 'as_before') then
  -- what was before somebody chose is no news: it rang
  redis.call('HSET', KEYS[1], 'spoken', now, 'looked', now, 'since', now)
  redis.call('HDEL', KEYS[1], 'listed', 'before', 'lastKey')
end
redis.call('HSET', KEYS[1], part, chosen)
redis.call('HSETNX', KEYS[1], 'looked', now)
redis.call('SADD', KEYS[4], id)
if part ~= 'digest' then
  redis.call('HSET', KEYS[1], 'due', text(number(KEYS[1], 'push') + 1))
  redis.call('ZADD', KEYS[2], now, id)
end
redis.call('ZADD', KEYS[3], now, id)
return {'changed', chosen}
`);

/** KEYS: record, calm-push, calm-points. ARGV: person, now. What a person chose means something else now. */
export const changeAround = script(`${opening}
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'due', text(number(KEYS[1], 'push') + 1))
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
redis.call('ZADD', KEYS[3], ARGV[2], ARGV[1])
return 1
`);

/**
 * KEYS: calm-push. ARGV: prefix of the records, now, until (a lease), most. Answers [person, version, hours, leave,
 * shifts] of each that is to be pushed: a choice and the number that stands for it are read in one step. A number is at least the
 * present instant, so that it grows also where Redis has lost the one before.
 */
export const claimPushes = script(`${opening}
local found = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[2], 'LIMIT', 0, ARGV[4])) do
  local record = ARGV[1] .. id
  if redis.call('EXISTS', record) == 0 then redis.call('ZREM', KEYS[1], id)
  else
    local version = text(math.max(number(record, 'push') + 1, tonumber(ARGV[2])))
    redis.call('HSET', record, 'push', version)
    redis.call('ZADD', KEYS[1], ARGV[3], id)
    local got = redis.call('HMGET', record, 'hours', 'leave', 'shifts')
    found[#found + 1] = {id, version, got[1] or '', got[2] or '', got[3] or ''}
  end
end
return found
`);

/**
 * KEYS: record, calm-push, calm-points. ARGV: person, version, now, when again, '1' where they are in a team. The forum
 * has that version; where something changed in between, it goes out once more at once. Who left the teams has no silence.
 */
export const pushed = script(`${opening}
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'acked', text(math.max(number(KEYS[1], 'acked'), tonumber(ARGV[2]))))
if redis.call('HGET', KEYS[1], 'team') ~= ARGV[5] then
  redis.call('HSET', KEYS[1], 'team', ARGV[5])
  redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
end
if number(KEYS[1], 'acked') < number(KEYS[1], 'due') then redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
else redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1]) end
return 1
`);

/** KEYS: record. ARGV: now. Answers when its account was first seen to be gone; 0 where nothing is kept any more. */
export const seeGone = script(`
if redis.call('EXISTS', KEYS[1]) == 0 then return '0' end
redis.call('HSETNX', KEYS[1], 'gone', ARGV[1])
return redis.call('HGET', KEYS[1], 'gone')
`);
