import { script } from "../platform/scripts.ts";

/**
 * What a digest needs lies in the person's hash (see declared-hours/scripts.ts): `spoken` the last beginning that was
 * answered for, `looked` the last look at what there is, `sent` the last digest; `since` and `listed` which requests
 * were told, `before` the same as it was before the last digest, `lastKey` that digest; `frozen` the sealed one that
 * leaves, `frozenAt` its beginning, `tried` that it may have reached the forum, `refused` how often it was declined.
 * Sorted set `calm-none`: `<person>|<beginning>` for which nothing is due, until the forum knows. Instants in ms.
 */

/** KEYS: calm-points. ARGV: now, until (a lease), most. Answers whose moment has come. */
export const claimPoints = script(`
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])
for _, id in ipairs(ids) do redis.call('ZADD', KEYS[1], ARGV[2], id) end
return ids
`);

/** KEYS: record. ARGV: beginning, sealed digest. Answers 1 where it is the one that leaves. */
export const freeze = script(`
if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HEXISTS', KEYS[1], 'frozen') == 1 then return 0 end
if (tonumber(redis.call('HGET', KEYS[1], 'spoken')) or 0) >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'frozen', ARGV[2], 'frozenAt', ARGV[1])
redis.call('HDEL', KEYS[1], 'tried')
return 1
`);

const speak = `
local function speak(at)
  if (tonumber(redis.call('HGET', KEYS[1], 'spoken')) or 0) < tonumber(at) then redis.call('HSET', KEYS[1], 'spoken', at) end
end
`;

/**
 * KEYS: record, calm-points. ARGV: beginning, person, now, key, since, listed, before. The digest stands in the forum:
 * what it told is told. It is looked at again at once, for what comes next.
 */
export const sent = script(`${speak}
if redis.call('HGET', KEYS[1], 'frozenAt') ~= ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'frozen', 'frozenAt', 'tried', 'refused')
speak(ARGV[1])
redis.call('HSET', KEYS[1], 'sent', ARGV[3], 'looked', ARGV[3], 'lastKey', ARGV[4], 'since', ARGV[5], 'listed', ARGV[6], 'before', ARGV[7])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[2])
return 1
`);

/** KEYS: record. ARGV: beginning, '1' where the forum declined it. It never stood and never will. Answers how often declined. */
export const thaw = script(`
if redis.call('HGET', KEYS[1], 'frozenAt') ~= ARGV[1] then return 0 end
redis.call('HDEL', KEYS[1], 'frozen', 'frozenAt', 'tried')
if ARGV[2] == '1' then return redis.call('HINCRBY', KEYS[1], 'refused', 1) end
redis.call('HDEL', KEYS[1], 'refused')
return 0
`);

/**
 * KEYS: record, calm-none. ARGV: beginning, person, looked ('' where nobody looked), since, listed. Nothing is due:
 * what was looked at without a word is passed.
 */
export const noneDue = script(`${speak}
if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HEXISTS', KEYS[1], 'frozen') == 1 then return 0 end
speak(ARGV[1])
redis.call('HDEL', KEYS[1], 'refused')
if ARGV[3] ~= '' then redis.call('HSET', KEYS[1], 'looked', ARGV[3], 'since', ARGV[4], 'listed', ARGV[5]) end
redis.call('ZADD', KEYS[2], ARGV[1], ARGV[2] .. '|' .. ARGV[1])
return 1
`);
