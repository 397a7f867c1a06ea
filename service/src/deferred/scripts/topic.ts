import { script } from "../../platform/scripts.ts";
import { prelude } from "./prelude.ts";

/**
 * ARGV: topic, since (instant, ms). How much waits there, counted where it lies: ten thousand rows need not travel.
 * Answers [total, for the whole topic, of these since, home if closed, post, count, post, count, …].
 */
export const count = script(`
local rows = redis.call('ZRANGE', KEYS[1] .. ':on:' .. ARGV[1], 0, -1, 'WITHSCORES')
local since, whole, wholeSince, home, posts, counts = tonumber(ARGV[2]), 0, 0, 0, {}, {}
for i = 1, #rows, 2 do
  local post, rule = string.match(rows[i], '^(%d+):(%a)')
  if rule == 'g' then home = home + 1 end
  if post == '0' then
    whole = whole + 1
    if tonumber(rows[i + 1]) >= since then wholeSince = wholeSince + 1 end
  else
    if not counts[post] then posts[#posts + 1] = post end
    counts[post] = (counts[post] or 0) + 1
  end
end
local answer = {#rows / 2, whole, wholeSince, home}
for _, post in ipairs(posts) do answer[#answer + 1] = tonumber(post); answer[#answer + 1] = counts[post] end
return answer
`);

/**
 * ARGV: id, now, topic before, topic now. A target that moved is followed: lane, index and pauses; what is sent keeps
 * the chosen target, which the forum resolves by itself. Answers 1 where it was there before.
 */
export const follow = script(`${prelude}
local now, p = tonumber(ARGV[2]), read(ARGV[1])
if not p or placeOf(p) ~= ARGV[3] or not (p.state == 'waiting' or p.state == 'publishing' or p.state == 'unsure') then return 0 end
out(p, now)
p.at = ARGV[4]
if p.at == p.topic then p.at = nil end
keep(p, now)
tell(p.id, now, 'followed')
return 1
`);

/**
 * ARGV: id, now, topic before, topic now, contentHash with the new one. A reply to the whole topic goes along with what
 * was split off; behind a fence once the forum has let go of its key. Answers 1 where it was.
 */
export const along = script(`${prelude}
local now, p = tonumber(ARGV[2]), read(ARGV[1])
if not p or placeOf(p) ~= ARGV[3] or p.replyTo or p.state ~= 'waiting' or p.wish then return 0 end
out(p, now)
p.wishFields = cjson.encode({topic = ARGV[4], hash = ARGV[5], at = cjson.null, ask = cjson.null})
if p.fenced then p.wish = 'edit'; p.askAt = nil else applyEdit(p, now) end
keep(p, now)
tell(p.id, now, 'followed')
return 1
`);

/** ARGV: id, now, topic, new topic. Its author may choose where it goes. Answers 1 where the question is new. */
export const ask = script(`${prelude}
local now, p = tonumber(ARGV[2]), read(ARGV[1])
if not p or placeOf(p) ~= ARGV[3] or p.replyTo or p.state ~= 'waiting' or p.asked == ARGV[4] then return 0 end
redis.call('HSET', key('post', p.id), 'ask', ARGV[4], 'asked', ARGV[4])
tell(p.id, now, 'asked')
return 1
`);

/** ARGV: id, now. The post it answers is deleted, the topic stands: said once, while it waits. Answers 1 where it is new. */
export const targetGone = script(`${prelude}
local p = read(ARGV[1])
if not p or not p.replyTo or p.gone == p.replyTo or ended[p.state] then return 0 end
redis.call('HSET', key('post', p.id), 'gone', p.replyTo)
tell(p.id, tonumber(ARGV[2]), 'target_gone')
return 1
`);

const lanes = `
local function rouse(topic, now, event, code)
  for _, member in ipairs(redis.call('ZRANGE', key('on', topic), 0, -1)) do
    local p = read(string.match(member, '([^:]+)$'))
    if p and p.reached then ready(laneOf(p), now) end
    if p and event then tell(p.id, now, event, code) end
  end
end
`;

/**
 * ARGV: now, topic, post ('' for the whole topic), reason, length (ms). Once again at most, which adds to what is left.
 * Answers until when, or 0 where it was renewed already.
 */
export const pause = script(`${prelude}${lanes}
local now, topic, post = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local place = post == '' and key('pause', topic) or key('pause-post', post)
local times = tonumber(redis.call('HGET', place, 'times')) or 0
if times >= 2 then return 0 end
local till = math.max(now, tonumber(redis.call('HGET', place, 'until')) or 0) + tonumber(ARGV[5])
redis.call('HSET', place, 'until', till, 'reason', ARGV[4], 'times', times + 1)
redis.call('EXPIRE', place, 3 * day)
if post == '' then rouse(topic, now, 'paused', ARGV[4]) end
return till
`);

/** ARGV: now, topic, post ('' for the whole topic). */
export const resume = script(`${prelude}${lanes}
local now, topic, post = tonumber(ARGV[1]), ARGV[2], ARGV[3]
local place = post == '' and key('pause', topic) or key('pause-post', post)
if redis.call('HEXISTS', place, 'until') == 0 then return 0 end
redis.call('HSET', place, 'until', 0)
rouse(topic, now, post == '' and 'resumed' or nil)
return 1
`);
