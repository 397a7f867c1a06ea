import { type Script, script } from "../../platform/scripts.ts";

/**
 * A shift is one key, `shift:<id>`, JSON: `t` template, `k` kind, `d` local date, `s` and `e` instants (ms), `days`,
 * `was` (`d`, `s`, `e`, `days` before its last move), `places`, `rev` (grows with every change), `last` (the last number
 * given), `gone`; `people`: `n` the number of the
 * place, `u` who, `w` wants a replacement, `o` by a standing order; `list`: `u`, `a` automatic, `o`, in their order.
 * Sorted sets: `watch-shifts` and `watch-of-template:<id>`, shifts by their end. Per person a hash `watch-of:<id>`:
 * shift → `<sequence>|c or x|<ms>` (holds a place, or did), and a set `watch-listed:<id>`. Notices are kept in
 * `watch-notices` until somebody has been told: `<type>|<person>|<shift>|<rev>|<more>`.
 * KEYS: revision. ARGV: prefix, now, away (JSON: shift → who does not count in it), then each script's own.
 */
const lua = `
local prefix, now, away = ARGV[1], tonumber(ARGV[2]), cjson.decode(ARGV[3])
local touched, noticed = {}, 0
local function key(name, id) return prefix .. name .. (id and ':' .. id or '') end
local function load(id)
  local raw = redis.call('GET', key('shift', id))
  return raw and cjson.decode(raw)
end
local function save(shift)
  shift.rev = shift.rev + 1
  redis.call('SET', key('shift', shift.id), cjson.encode(shift))
  redis.call('INCR', KEYS[1])
end
local function notice(type, user, shift, more)
  local said = table.concat({type, user, shift.id, shift.rev, more or ''}, '|')
  redis.call('ZADD', key('watch-notices'), ARGV[2], said)
  noticed = noticed + 1
end
local function note(person, what, of, said)
  redis.call('RPUSH', key('watch-history'), table.concat({ARGV[2], person, what, of, cjson.encode(said)}, '|'))
  redis.call('LTRIM', key('watch-history'), -500, -1)
end
local function noteTemplate(person, what, id, raw)
  local one = cjson.decode(raw)
  note(person, what, id, {k = one.kind, n = one.name, w = one.weekday, t = one.start})
end
local function noteShift(person, what, shift)
  local raw = redis.call('HGET', key('watch-templates'), shift.t)
  local name = raw and cjson.decode(raw).name or cjson.null
  note(person, what, shift.id, {k = shift.k, n = name, d = shift.d, s = shift.s, e = shift.e, days = shift.days})
end
local function touch(user, id, mine)
  local of = key('watch-of', user)
  local kept = redis.call('HGET', of, id)
  local sequence = kept and tonumber(string.match(kept, '^%d+')) + 1 or 0
  redis.call('HSET', of, id, sequence .. '|' .. (mine and 'c' or 'x') .. '|' .. ARGV[2])
  redis.call('SADD', key('watch-everybody'), user)
  touched[user] = true
end
local function placeOf(shift, user)
  for at, one in ipairs(shift.people) do if one.u == user then return at, one end end
end
local function listedAt(shift, user)
  for at, one in ipairs(shift.list) do if one.u == user then return at, one end end
end
local function isAway(shift, user)
  for _, id in ipairs(away[shift.id] or {}) do if id == user then return true end end
  return false
end
local function unlist(shift, user)
  local at = listedAt(shift, user)
  if not at then return false end
  table.remove(shift.list, at)
  redis.call('SREM', key('watch-listed', user), shift.id)
  return true
end
local function enlist(shift, user, automatic, byOrder)
  table.insert(shift.list, {u = user, a = automatic, o = byOrder})
  redis.call('SADD', key('watch-listed', user), shift.id)
  redis.call('SADD', key('watch-everybody'), user)
end
local function seat(shift, user, byOrder)
  unlist(shift, user)
  shift.last = shift.last + 1
  table.insert(shift.people, {n = shift.last, u = user, w = false, o = byOrder})
  touch(user, shift.id, true)
end
local function unseat(shift, at)
  local one = table.remove(shift.people, at)
  touch(one.u, shift.id, false)
  return one
end
local function firstAway(shift)
  for at, one in ipairs(shift.people) do if isAway(shift, one.u) then return at end end
end
-- whether there is room for one more; who is on leave makes it
local function room(shift)
  if #shift.people < shift.places then return true end
  local at = firstAway(shift)
  if not at then return false end
  notice('replaced', unseat(shift, at).u, shift)
  return true
end
local function firstAutomatic(shift)
  if now >= shift.s - 86400000 then return nil end
  for _, one in ipairs(shift.list) do if one.a and not isAway(shift, one.u) then return one end end
end
-- a place that frees: at once to the first on the list who asked for that, else all on it are told
local function offer(shift)
  if shift.gone or shift.e <= now then return end
  while #shift.people < shift.places and #shift.list > 0 do
    local first = firstAutomatic(shift)
    if not first then
      for _, one in ipairs(shift.list) do notice('free', one.u, shift) end
      return
    end
    seat(shift, first.u, first.o)
    notice('promoted', first.u, shift)
  end
end
local function answer(outcome, shift, ...)
  local users = {}
  for user in pairs(touched) do users[#users + 1] = user end
  local more = {...}
  for at, list in ipairs(more) do more[at] = #list == 0 and '[]' or cjson.encode(list) end
  return {outcome, shift and cjson.encode(shift) or '', noticed, users, unpack(more)}
end
`;

/** One atomic step on shifts; see the prelude for what lies where. */
export const watchScript = (body: string): Script => script(lua + body);
