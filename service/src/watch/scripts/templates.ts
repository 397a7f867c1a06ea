import { watchScript } from "./prelude.ts";

/**
 * ARGV: prefix, now, away, template, plan, version, wording (JSON object; '' where it stays, 'gone' where it goes),
 * person. One step: the wording, and what becomes of its shifts. The plan: `checks` (shift → rev that it was made for),
 * `make`, `change` (moved, or with other places; `leaving`: numbers of those for whom there is no place any more) and
 * `cancel`. Outcomes: changed, made, same, conflict, missing, used (the id belonged to another), stale (a shift changed
 * meanwhile: plan again).
 */
export const applyPlan = watchScript(`
local id, plan, version, wording = ARGV[4], cjson.decode(ARGV[5]), tonumber(ARGV[6]), ARGV[7]
local templates, gone = key('watch-templates'), key('watch-templates-gone')
local kept = redis.call('HGET', templates, id)
local present = kept and cjson.decode(kept).version
local function whole(at) return '{"version":' .. at .. ',' .. string.sub(wording, 2) end
local outcome = 'changed'
if wording == 'gone' then
  if not kept then return {redis.call('HGET', gone, id) == ARGV[6] and 'same' or 'missing', '', 0, {}} end
elseif wording ~= '' then
  if kept and version <= present and kept == whole(present) then return {'same', kept, 0, {}} end
  if not kept then
    if redis.call('HEXISTS', gone, id) == 1 then return {'used', '', 0, {}} end
    if version ~= 0 then return {'missing', '', 0, {}} end
    outcome = 'made'
  end
elseif not kept then return {'missing', '', 0, {}} end
if kept and version ~= present then return {'conflict', kept, 0, {}} end
for shift, rev in pairs(plan.checks) do
  local known = load(shift)
  if not known or known.rev ~= rev then return {'stale', '', 0, {}} end
end
if wording == 'gone' then
  redis.call('HDEL', templates, id)
  redis.call('HSET', gone, id, version)
  redis.call('DEL', key('watch-orders', id))
  noteTemplate(ARGV[8], 'removed', id, kept)
elseif wording ~= '' then
  kept = whole((present or 0) + 1)
  redis.call('HSET', templates, id, kept)
  noteTemplate(ARGV[8], outcome, id, kept)
end
local function index(shift)
  redis.call('ZADD', key('watch-shifts'), shift.e, shift.id)
  redis.call('ZADD', key('watch-of-template', id), shift.e, shift.id)
end
for _, one in ipairs(plan.cancel) do
  local shift = load(one)
  while #shift.people > 0 do notice('cancelled', unseat(shift, 1).u, shift) end
  while #shift.list > 0 do unlist(shift, shift.list[1].u) end
  shift.gone = true
  save(shift)
end
for _, one in ipairs(plan.change) do
  local shift = load(one.id)
  for _, number in ipairs(one.leaving) do
    for at, person in ipairs(shift.people) do
      if person.n == number then notice('cancelled', unseat(shift, at).u, shift) break end
    end
  end
  local moved = shift.s ~= one.s or shift.e ~= one.e
  if moved then
    for _, person in ipairs(shift.people) do
      touch(person.u, shift.id, true)
      notice('moved', person.u, shift, shift.s)
    end
    shift.was = {d = shift.d, s = shift.s, e = shift.e, days = shift.days}
  end
  shift.d, shift.s, shift.e, shift.days, shift.places = one.d, one.s, one.e, one.days, one.places
  index(shift)
  offer(shift)
  save(shift)
end
local orders = {}
local all = redis.call('HGETALL', key('watch-orders', id))
for at = 1, #all, 2 do
  local last, automatic, since = string.match(all[at + 1], '^([^|]+)|(%d)|(%d+)$')
  orders[#orders + 1] = {u = tonumber(all[at]), last = last, a = automatic == '1', since = tonumber(since)}
end
table.sort(orders, function(a, b) return a.since < b.since or (a.since == b.since and a.u < b.u) end)
for _, one in ipairs(plan.make) do
  if redis.call('EXISTS', key('shift', one.id)) == 0 then
    local shift = {id = one.id, t = id, k = one.k, d = one.d, s = one.s, e = one.e, days = one.days,
      places = one.places, rev = 0, last = 0, gone = false, people = {}, list = {}}
    index(shift)
    for _, order in ipairs(orders) do
      if shift.d <= order.last then
        if room(shift) then seat(shift, order.u, true) else enlist(shift, order.u, order.a, true) end
      end
    end
    save(shift)
  end
end
redis.call('INCR', KEYS[1])
local users = {}
for user in pairs(touched) do users[#users + 1] = user end
return {outcome, kept or '', noticed, users}
`);
