import { watchScript } from "./prelude.ts";

// ARGV of all: prefix, now, away, shift, person. Outcomes: missing, past, same, and each its own.

const begin = `
local user = tonumber(ARGV[5])
local shift = load(ARGV[4])
if not shift or shift.gone then return answer('missing') end
if shift.e <= now then return answer('past', shift) end
`;

/** Takes a place: taken, or full. */
export const takePlace = watchScript(`${begin}
if placeOf(shift, user) then return answer('same', shift) end
if not room(shift) then return answer('full', shift) end
seat(shift, user, false)
save(shift)
return answer('changed', shift)
`);

/** Leaves a place: free at once. */
export const leavePlace = watchScript(`${begin}
local at = placeOf(shift, user)
if not at then return answer('same', shift) end
unseat(shift, at)
offer(shift)
save(shift)
return answer('changed', shift)
`);

/** A coordinator frees the place of that number (ARGV[6]); ARGV[5] is the coordinator. */
export const freePlace = watchScript(`${begin}
for at, one in ipairs(shift.people) do
  if one.n == tonumber(ARGV[6]) then
    notice('freed', unseat(shift, at).u, shift)
    offer(shift)
    save(shift)
    noteShift(ARGV[5], 'freed', shift)
    return answer('changed', shift)
  end
end
return answer('same', shift)
`);

/** ARGV[6]: '1' wants a replacement, '0' not any more: none for who holds no place. */
export const wantReplacement = watchScript(`${begin}
local at, one = placeOf(shift, user)
if not at then return answer('none', shift) end
local wants = ARGV[6] == '1'
if one.w == wants then return answer('same', shift) end
one.w = wants
if wants then
  local first = firstAutomatic(shift)
  if first then
    notice('replaced', unseat(shift, at).u, shift)
    seat(shift, first.u, first.o)
    notice('promoted', first.u, shift)
  else
    for _, waiting in ipairs(shift.list) do notice('free', waiting.u, shift) end
  end
end
save(shift)
return answer('changed', shift)
`);

/** Takes over from the first who wants a replacement, or a free place: none where there is neither. */
export const takeOver = watchScript(`${begin}
local at, mine = placeOf(shift, user)
if at then
  if not mine.w then return answer('same', shift) end
  mine.w = false
  save(shift)
  return answer('changed', shift)
end
local found
for place, one in ipairs(shift.people) do if one.w then found = place break end end
if found then notice('replaced', unseat(shift, found).u, shift)
elseif not room(shift) then return answer('none', shift) end
seat(shift, user, false)
save(shift)
return answer('changed', shift)
`);

/** ARGV[6]: '1' automatic. Onto the waiting list: held for who has a place, free where one is to be had. */
export const joinList = watchScript(`${begin}
local automatic = ARGV[6] == '1'
if placeOf(shift, user) then return answer('held', shift) end
local at, one = listedAt(shift, user)
if not at and (#shift.people < shift.places or firstAway(shift)) then return answer('free', shift) end
if at and one.a == automatic then return answer('same', shift) end
if at then one.a = automatic else enlist(shift, user, automatic, false) end
if #shift.people < shift.places then offer(shift) end
save(shift)
return answer('changed', shift)
`);

export const leaveList = watchScript(`${begin}
if not unlist(shift, user) then return answer('same', shift) end
save(shift)
return answer('changed', shift)
`);

/** A coordinator (ARGV[6]) proposes the shift to a person. Nothing holds by it. */
export const propose = watchScript(`${begin}
if placeOf(shift, user) then return answer('held', shift) end
local id = shift.id .. '~' .. ARGV[5]
if redis.call('HSETNX', key('watch-proposals'), id, table.concat({ARGV[6], ARGV[2], shift.rev}, '|')) == 0 then
  return answer('same', shift)
end
redis.call('SADD', key('watch-proposed', user), id)
redis.call('SADD', key('watch-everybody'), user)
notice('proposed', user, shift, ARGV[2])
noteShift(ARGV[6], 'proposed', shift)
return answer('changed', shift)
`);

const drop = `
local id = ARGV[4] .. '~' .. ARGV[5]
local function drop()
  redis.call('HDEL', key('watch-proposals'), id)
  redis.call('SREM', key('watch-proposed', ARGV[5]), id)
end
`;

/** "D'accord": none where nothing was proposed, full where somebody was first. */
export const accept = watchScript(`${drop}
if redis.call('HEXISTS', key('watch-proposals'), id) == 0 then
  local known = load(ARGV[4])
  if known and not known.gone and placeOf(known, tonumber(ARGV[5])) then return answer('same', known) end
  return answer('none')
end
${begin}
if placeOf(shift, user) then drop() return answer('same', shift) end
if not room(shift) then return answer('full', shift) end
drop()
seat(shift, user, false)
save(shift)
return answer('changed', shift)
`);

/**
 * A coordinator (ARGV[6]) takes it back. The notice names the one of the proposal, so that only who has heard of that is
 * told: same where nothing was proposed.
 */
export const withdraw = watchScript(`${drop}
local kept = redis.call('HGET', key('watch-proposals'), id)
if not kept then return answer('same') end
drop()
local shift = load(ARGV[4])
if shift and not shift.gone then
  noteShift(ARGV[6], 'withdrawn', shift)
  local made, rev = string.match(kept, '^%d+|(%d+)|(%d+)$')
  if made then notice('withdrawn', ARGV[5], shift, rev .. '~' .. made) end
end
return answer('changed')
`);

/** Without a reason and without a trace. */
export const decline = watchScript(`${drop}
drop()
return answer('changed')
`);
