import { script } from "../../platform/scripts.ts";
import { prelude } from "./prelude.ts";

/**
 * What the forum's word makes of a post. ARGV: id, attempt ('' where the question was asked by key and generation),
 * generation, now, outcome, detail (JSON). A word about another attempt or generation is dropped, but a positive one
 * always counts. Answers the new state, or '' where nothing was done.
 *
 * `free` with wait: our own pacing. `quiet` with refused: the author has the text from the forum itself.
 * removed {}: the author deleted it in the approval queue
 * published {postId, topicId, postNumber, rest, sealed, code}: `code` where the author is to be told something; `rest` is the sealed
 * remainder (titles) that replaces the text, `sealed` the version it is sealed for
 * in_review {reviewableId, askAt} · wait {code, errors, notBefore} · refused {code, errors, askAt} · doubt {code, askAt}
 * unknown {notBefore} · cancelled {} · conflict {code, askAt} · given {} · later {askAt}: ask again then
 * late {kind, after}: to the next opening of that kind · nobody {}: the author is gone, nothing is kept
 */
export const settle = script(`${prelude}
local id, attempt, generation, now = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local outcome, d = ARGV[5], cjson.decode(ARGV[6])
for name, value in pairs(d) do if value == cjson.null then d[name] = nil end end
local p = read(id)
if not p then return '' end
if outcome == 'published' then
  if p.state == 'published' then return '' end
  local surprise = ended[p.state] or p.state == 'giving_back'
  out(p, now)
  p.state = 'published'; p.post = d.postId; p.postTopic = d.topicId; p.postNumber = d.postNumber
  for _, name in ipairs({'wish', 'wishFields', 'fenced', 'code', 'errors', 'notBefore', 'askAt', 'lease', 'draftDue', 'noDraft', 'attempt', 'ask'}) do p[name] = nil end
  p.publishedAt = now; p.sealed = d.sealed
  keep(p, now)
  redis.call('SET', key('text', id), d.rest)
  pictures(p, now)
  forget(id, 30 * day)
  tell(id, now, 'published', surprise and 'after_all' or d.code)
  return p.state
end
if p.generation ~= generation then return '' end
if attempt ~= '' and (p.attempt ~= attempt or p.state ~= 'publishing') then return '' end
if attempt == '' and p.state == 'publishing' then return '' end
local asking = {unknown = true, wait = true, refused = true, in_review = true}
if attempt == '' and asking[outcome] and p.state ~= 'unsure' and p.state ~= 'in_review' then return '' end
if ended[p.state] and not (outcome == 'given' or outcome == 'later') then return '' end
out(p, now)
p.lease = nil; p.askAt = nil
if outcome == 'in_review' then
  p.state = 'in_review'; p.reached = nil; p.reviewSince = p.reviewSince or now; p.review = d.reviewableId or p.review; p.fenced = nil; p.askAt = d.askAt
  if not d.quiet then tell(id, now, 'in_review') end
elseif outcome == 'wait' then
  if p.wish == 'take_back' and not p.fenced then takenBack(p, now)
  else
    p.state = 'waiting'; p.reached = p.reached or now; p.notBefore = d.notBefore
    if d.free then -- our own pacing: no attempt, no lateness, no line
      p.attempts = math.max(0, (tonumber(p.attempts) or 1) - 1)
      if p.attempts == 0 then p.firstTry = nil end
    else
      if d.code and d.code ~= p.code then tell(id, now, 'retried', d.code) end
      p.code = d.code; p.errors = d.errors
    end
  end
elseif outcome == 'late' then
  local no = cjson.null
  local change = {kind = d.kind, after = d.after, hops = (tonumber(p.hops) or 0) + 1, code = 'late', reached = no, reachedAt = no,
    firstTry = no, due = no, notBefore = no, bound = no, shown = no, attempt = no}
  p.wishFields = cjson.encode(change)
  -- an attempt in doubt could still come out before the new time: the forum lets go of its key first
  if p.fenced then
    p.state = 'unsure'
    if not p.wish then p.wish = 'late' end
  elseif p.wish == 'take_back' then takenBack(p, now)
  else p.state = 'waiting'; heldBack(p, now) end
elseif outcome == 'removed' then
  p.noDraft = 1
  takenBack(p, now)
elseif outcome == 'refused' then
  if d.quiet then p.quiet = 1 end
  -- what was rejected in the queue can be approved later: only the forum's own word ends that key
  if p.wish == 'take_back' and p.state == 'publishing' and not p.fenced then takenBack(p, now)
  elseif p.wish == 'take_back' then
    if p.state == 'publishing' then p.state = 'unsure' end
  else givingBack(p, now, d.code, d.errors); p.askAt = d.askAt end
elseif outcome == 'doubt' or outcome == 'conflict' then
  p.state = 'unsure'; p.fenced = 1; p.askAt = d.askAt; p.reached = p.reached or now
  if d.code and d.code ~= p.code then tell(id, now, 'doubt', d.code) end
  if outcome == 'conflict' then p.code = d.code end
elseif outcome == 'unknown' then
  if p.state == 'in_review' then givingBack(p, now, 'rejected', nil)
  else
    p.state = 'waiting'; p.notBefore = d.notBefore; p.fenced = 1
    if p.code == 'key_conflict' then p.code = nil end
  end
elseif outcome == 'cancelled' then
  local wish = p.wish
  p.fenced = nil; p.attempt = nil; p.attempts = nil; p.firstTry = nil
  if wish == 'take_back' then takenBack(p, now)
  elseif wish == 'erase' then erase(p, now); return 'erased'
  elseif wish == 'edit' or wish == 'late' then
    p.state = 'waiting'; p.generation = tonumber(p.generation) + 1
    if wish == 'edit' and redis.call('EXISTS', key('wish', id)) == 1 then anotherText(p) end
    if wish == 'late' then heldBack(p, now) else applyEdit(p, now); tell(id, now, 'edited') end
  elseif p.state ~= 'giving_back' then givingBack(p, now, p.code or 'cancelled', p.errors) end
elseif outcome == 'given' then
  if p.state == 'giving_back' then
    p.state = 'given_back'; p.reached = nil; p.fenced = nil
    forget(id, 365 * day)
    tell(id, now, 'given_back', p.code)
  end
  p.draftDue = nil
elseif outcome == 'nobody' then -- its author is gone: there is no hand to put it into
  erase(p, now)
  return 'erased'
elseif outcome == 'later' then
  p.askAt = d.askAt
end
keep(p, now)
return p.state
`);

/**
 * ARGV: id, now, code, since when it waits (or nothing). A waiting post whose kind or target is gone, or whose topic has
 * moved on, is on its way back; behind a fence once the forum has let go of its key. What leaves already is judged by
 * the forum.
 */
export const giveBackWaiting = script(`${prelude}
local now, p = tonumber(ARGV[2]), read(ARGV[1])
if not p or p.state ~= 'waiting' or p.wish then return '' end
if ARGV[4] and tonumber(p.deferredAt) ~= tonumber(ARGV[4]) then return '' end
out(p, now)
if p.fenced then p.wish = 'give_back'; p.code = ARGV[3]; p.askAt = nil
else givingBack(p, now, ARGV[3], nil) end
keep(p, now)
return p.state
`);

/** ARGV: id, now, shown before, shown now. The author was told of another hour. Answers 1 where it was this one's turn. */
export const showAgain = script(`${prelude}
local p = read(ARGV[1])
if not p or p.state ~= 'waiting' or p.shown ~= ARGV[3] then return 0 end
redis.call('HSET', key('post', p.id), 'shown', ARGV[4], 'slip', 1)
if p.bound and p.kind and not p.reached then redis.call('ZADD', key('bounds'), p.bound, p.id) end
tell(p.id, tonumber(ARGV[2]), 'hours_changed')
return 1
`);

/** ARGV: id, now, code. A post in review for too long goes home, once the forum has let go of it. */
export const callBack = script(`${prelude}
local now, p = tonumber(ARGV[2]), read(ARGV[1])
if not p or p.state ~= 'in_review' or p.wish then return 0 end
out(p, now)
p.wish = 'give_back'; p.code = ARGV[3]; p.askAt = nil
keep(p, now)
return 1
`);
