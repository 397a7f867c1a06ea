import { script } from "../platform/scripts.ts";

/**
 * A wording is kept as the JSON that came, with `version` put first, so that "the same again" is equality of strings.
 * A line of history is `<ms>|<person>|<what>|<of what>|<version>`; the last 200 stay.
 */
const opening = `
local function whole(fields, version) return '{"version":' .. version .. ',' .. string.sub(fields, 2) end
local function note(revision, history, now, person, what, of, version)
  redis.call('INCR', revision)
  redis.call('RPUSH', history, table.concat({now, person, what, of, version}, '|'))
  redis.call('LTRIM', history, -200, -1)
end
`;

/**
 * KEYS: kinds, gone, revision, history. ARGV: id, version, fields (JSON object), now, person.
 * Answers made|changed|same|conflict with the present wording, missing, or taken with places (from 0) in categoryIds.
 */
export const changeKind = script(`${opening}
local id, version, fields = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local kept = redis.call('HGET', KEYS[1], id)
local present = kept and cjson.decode(kept).version
if kept then
  if version <= present and kept == whole(fields, present) then return {'same', kept} end
  if version ~= present then return {'conflict', kept} end
elseif version ~= 0 then return {'missing'} end
local wanted, taken = {}, {}
for at, category in ipairs(cjson.decode(fields).categoryIds) do wanted[category] = at - 1 end
local all = redis.call('HGETALL', KEYS[1])
for at = 1, #all, 2 do
  if all[at] ~= id then
    for _, category in ipairs(cjson.decode(all[at + 1]).categoryIds) do
      if wanted[category] then taken[#taken + 1] = wanted[category] end
    end
  end
end
if #taken > 0 then return {'taken', unpack(taken)} end
local following = (present or tonumber(redis.call('HGET', KEYS[2], id) or '0')) + 1
local now = whole(fields, following)
redis.call('HSET', KEYS[1], id, now)
redis.call('HDEL', KEYS[2], id)
local what = kept and 'changed' or 'made'
note(KEYS[3], KEYS[4], ARGV[4], ARGV[5], what, id, following)
return {what, now}
`);

/** KEYS as above. ARGV: id, version, now, person. Answers done, same (gone by that version already), missing, conflict. */
export const removeKind = script(`${opening}
local id, version = ARGV[1], tonumber(ARGV[2])
local kept = redis.call('HGET', KEYS[1], id)
if not kept then
  return {redis.call('HGET', KEYS[2], id) == ARGV[2] and 'same' or 'missing'}
end
if cjson.decode(kept).version ~= version then return {'conflict', kept} end
redis.call('HDEL', KEYS[1], id)
redis.call('HSET', KEYS[2], id, version)
note(KEYS[3], KEYS[4], ARGV[3], ARGV[4], 'removed', id, version)
return {'done'}
`);

/** KEYS: words, revision, history. ARGV: version, words (JSON object), now, person. Answers changed, same or conflict. */
export const changeWords = script(`${opening}
local version, said = tonumber(ARGV[1]), ARGV[2]
local kept = redis.call('GET', KEYS[1])
local present = kept and cjson.decode(kept).version or 0
if kept and version <= present and kept == whole(said, present) then return {'same', kept} end
if version ~= present then return {'conflict', kept or ''} end
local now = whole(said, present + 1)
redis.call('SET', KEYS[1], now)
note(KEYS[2], KEYS[3], ARGV[3], ARGV[4], 'changed', 'words', present + 1)
return {'changed', now}
`);
