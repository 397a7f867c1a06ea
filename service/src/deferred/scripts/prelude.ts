/**
 * What every script of this folder begins with: how a record lies in Redis, and the one place that keeps the indexes
 * true. A transition reads the record, takes it `out` of the indexes, changes fields, and puts it back by `keep`.
 *
 * KEYS[1] is the prefix. Per post: hash `post:<id>`, sealed text `text:<id>`, sealed wish `wish:<id>`, list
 * `story:<id>`. Indexes, all sorted sets: `mine:<author>`, `active:<author>`, `on:<topic>` (`<post or 0>:<g|p>:<id>`, by deferral), `moments` (due), `opening:<kind>` (the
 * instant after which an opening counts), `bounds` (never later), `lane:<lane>` (due), `ready` (lanes, from when),
 * `leases` (Redis' clock), `doubts`, `ending`, `review`, `pictures` (next time to ask). Instants in ms.
 */
export const prelude = `
local P = KEYS[1]
local function key(...) return P .. ':' .. table.concat({...}, ':') end
local function read(id)
  local flat = redis.call('HGETALL', key('post', id))
  if #flat == 0 then return nil end
  local p = {id = id}
  for i = 1, #flat, 2 do p[flat[i]] = flat[i + 1] end
  return p
end
-- where its target is now: moves are followed here, while what is sent keeps the target that was chosen
local function placeOf(p) return p.at or p.topic end
local function laneOf(p) return p.author .. '-' .. (placeOf(p) or 'new') end
local function seat(p) return string.format('%013d', tonumber(p.deferredAt)) .. ':' .. p.id end
local function onTopic(p) return (p.replyTo or '0') .. ':' .. (p.movedOn == 'publish' and 'p' or 'g') .. ':' .. p.id end
local function pausedUntil(p, now)
  local latest = 0
  if placeOf(p) then latest = math.max(latest, tonumber(redis.call('HGET', key('pause', placeOf(p)), 'until')) or 0) end
  if p.replyTo then latest = math.max(latest, tonumber(redis.call('HGET', key('pause-post', p.replyTo), 'until')) or 0) end
  if latest > now then return latest end
end
local function ready(lane, at) redis.call('ZADD', key('ready'), at, lane) end
local function out(p, now)
  local id = p.id
  if p.kind then redis.call('ZREM', key('opening', p.kind), id) end
  if placeOf(p) then redis.call('ZREM', key('on', placeOf(p)), onTopic(p)) end
  for _, name in ipairs({'moments', 'bounds', 'leases', 'doubts', 'ending', 'review'}) do
    redis.call('ZREM', key(name), id)
  end
  if p.reached then
    local lane = laneOf(p)
    redis.call('ZREM', key('lane', lane), seat(p))
    if redis.call('EXISTS', key('lane', lane)) == 1 then ready(lane, now) else redis.call('ZREM', key('ready'), lane) end
  end
end
local ended = {published = true, given_back = true, taken_back = true}
local function index(p, now)
  local id, state = p.id, p.state
  if ended[state] then redis.call('ZREM', key('active', p.author), id)
  else redis.call('ZADD', key('active', p.author), p.deferredAt, id) end
  if placeOf(p) and (state == 'waiting' or state == 'publishing' or state == 'unsure') then
    redis.call('ZADD', key('on', placeOf(p)), p.deferredAt, onTopic(p))
  end
  if state == 'waiting' and not p.reached then
    if p.kind then
      redis.call('ZADD', key('opening', p.kind), p.after, id)
      redis.call('SADD', key('kinds-awaited'), p.kind)
      -- by the rules it was deferred under its opening comes before its bound: only another rule can make that matter
      if p.bound and p.slip then redis.call('ZADD', key('bounds'), p.bound, id) end
    else redis.call('ZADD', key('moments'), p.due, id) end
  elseif state == 'waiting' or state == 'publishing' or state == 'unsure' then
    redis.call('ZADD', key('lane', laneOf(p)), p.reached, seat(p))
    ready(laneOf(p), now)
  end
  if state == 'publishing' then redis.call('ZADD', key('leases'), p.lease, id) end
  if state == 'unsure' and not p.wish then redis.call('ZADD', key('doubts'), p.askAt or now, id) end
  if state == 'in_review' and not p.wish then redis.call('ZADD', key('review'), p.askAt or now, id) end
  if state == 'giving_back' or p.draftDue or (p.wish and state ~= 'publishing') then
    redis.call('ZADD', key('ending'), p.askAt or now, id)
  end
end
local function keep(p, now)
  local id, flat, none = p.id, {}, {}
  p.id = nil
  for name, value in pairs(p) do flat[#flat + 1] = name; flat[#flat + 1] = tostring(value) end
  for _, name in ipairs(redis.call('HKEYS', key('post', id))) do if p[name] == nil then none[#none + 1] = name end end
  if #none > 0 then redis.call('HDEL', key('post', id), unpack(none)) end
  redis.call('HSET', key('post', id), unpack(flat))
  p.id = id
  index(p, now)
end
local function tell(id, now, event, code)
  local lines = redis.call('RPUSH', key('story', id), now .. '|' .. event .. '|' .. (code or ''))
  if lines > 30 then redis.call('LTRIM', key('story', id), -30, -1) end
end
local function forget(id, seconds)
  for _, name in ipairs({'post', 'text', 'story'}) do redis.call('EXPIRE', key(name, id), seconds) end
  redis.call('DEL', key('wish', id))
end
local function stay(id)
  for _, name in ipairs({'post', 'text', 'story'}) do redis.call('PERSIST', key(name, id)) end
end
local function pictures(p, now) if p.pics then redis.call('ZADD', key('pictures'), now, p.id) end end
local function erase(p, now)
  out(p, now)
  pictures(p, now)
  redis.call('ZREM', key('mine', p.author), p.id)
  redis.call('ZREM', key('active', p.author), p.id)
  for _, name in ipairs({'post', 'text', 'story', 'wish'}) do redis.call('DEL', key(name, p.id)) end
  redis.call('SET', key('gone', p.id), 1, 'EX', 259200)
end
local day = 86400
local function applyEdit(p, now)
  local change = cjson.decode(p.wishFields or '{}')
  for name, value in pairs(change) do if value == cjson.null then p[name] = nil else p[name] = value end end
  if redis.call('EXISTS', key('wish', p.id)) == 1 then
    redis.call('RENAME', key('wish', p.id), key('text', p.id))
  end
  p.wish = nil; p.wishFields = nil
end
-- what was wrong with the text before says nothing of another one
local function anotherText(p)
  if p.code == 'upload_gone' or p.code == 'refused' then p.code = nil; p.errors = nil; p.notBefore = nil; p.firstTry = nil end
end
local function heldBack(p, now)
  applyEdit(p, now)
  tell(p.id, now, 'held_back', 'late')
end
-- ends that several events share
local function takenBack(p, now)
  p.state = 'taken_back'; p.wish = nil; p.fenced = nil; p.reached = nil; p.notBefore = nil; p.askAt = nil
  if p.noDraft then p.draftDue = nil else p.draftDue = 1 end
  p.noDraft = nil
  forget(p.id, 365 * day)
  tell(p.id, now, 'taken_back')
end
local function givingBack(p, now, code, errors)
  -- a text edited behind the fence is the one that comes home; the forum still knows the key by the hash that was sent
  if p.wish == 'edit' then local sent = p.hash; applyEdit(p, now); p.hash = sent end
  p.state = 'giving_back'; p.wish = nil; p.ask = nil; p.code = code; p.errors = errors; p.notBefore = nil; p.askAt = nil
  tell(p.id, now, 'giving_back', code)
end
`;
