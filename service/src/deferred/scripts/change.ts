import { script } from "../../platform/scripts.ts";
import { prelude } from "./prelude.ts";

const opening = `${prelude}
local id, author, version, now, change = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local p = read(id)
if not p or p.author ~= author then return 'missing' end
if p.version ~= version then
  if tonumber(p.version) == tonumber(version) + 1 and p.change == change then return 'same' end
  return 'conflict'
end
-- that it is to wait for another opening is a wish of ours: its author's goes first
local function wished() return p.wish and p.wish ~= 'late' end
local function begin() out(p, now); p.version = tonumber(version) + 1; p.change = change end
`;

/**
 * What a person does to one post. ARGV: id, author, version, now, hash of the change (the same change repeated with the
 * old version is `same`), then what each needs. Answers `done`, `same`, `requested`, `conflict` or `missing`.
 *
 * edit: fields (JSON object; null removes), sealed text or '', event. Behind a fence it becomes a wish.
 */
export const edit = script(`${opening}
if (p.state ~= 'waiting' and p.state ~= 'unsure') or wished() then return 'conflict' end
local fields, sealed = ARGV[6], ARGV[7]
begin()
if p.fenced then
  p.wish = 'edit'; p.wishFields = fields; p.askAt = nil
  if sealed ~= '' then redis.call('SET', key('wish', id), sealed) end
  keep(p, now)
  tell(id, now, 'requested', 'edit')
  return 'requested'
end
p.wishFields = fields
local before = p.pics
applyEdit(p, now)
if sealed ~= '' then
  redis.call('SET', key('text', id), sealed)
  anotherText(p)
  p.pics = p.pics or before; pictures(p, now)
end
keep(p, now)
tell(id, now, ARGV[8])
return 'done'
`);

/** Reached at once; what leaves already is `requested`. */
export const publishNow = script(`${opening}
if p.state == 'published' then return 'same' end
if wished() then return 'conflict' end
if p.state == 'publishing' or (p.state == 'unsure' and not p.wish) then return 'requested' end
if p.wish then
  begin()
  p.wish = nil; p.wishFields = nil; p.askAt = nil; p.firstTry = nil; p.reached = now; p.reachedAt = now
  keep(p, now)
  tell(id, now, 'publish_now')
  return 'requested'
end
if p.state ~= 'waiting' then return 'conflict' end
begin()
if not p.reached then p.reached = now; p.reachedAt = now end
p.notBefore = nil; p.code = nil; p.errors = nil; p.firstTry = nil
keep(p, now)
tell(id, now, 'publish_now')
return 'done'
`);

/** ARGV[6]: '1' where no draft is wanted (the text is back in the composer already). */
export const takeBack = script(`${opening}
if p.state == 'taken_back' then return 'same' end
local running = p.state == 'publishing' or p.state == 'unsure' or p.state == 'in_review'
if wished() or not (p.state == 'waiting' or running) then return 'conflict' end
begin()
p.noDraft = ARGV[6] == '1' and 1 or nil
if running or p.fenced then
  p.wish = 'take_back'; p.askAt = nil
  keep(p, now)
  tell(id, now, 'requested', 'take_back')
  return 'requested'
end
takenBack(p, now)
keep(p, now)
return 'done'
`);

/** What was given or taken back waits again, under a new key. ARGV[6..8] as for edit, ARGV[9] most waiting. */
export const deferAgain = script(`${opening}
if p.state ~= 'given_back' and p.state ~= 'taken_back' then return 'conflict' end
if redis.call('ZCARD', key('active', p.author)) >= tonumber(ARGV[9]) then return 'limit' end
begin()
p.state = 'waiting'; p.generation = tonumber(p.generation) + 1
for _, name in ipairs({'code', 'errors', 'reached', 'reachedAt', 'firstTry', 'attempt', 'attempts', 'notBefore', 'draftDue', 'askAt', 'hops', 'fenced', 'reviewSince', 'review', 'quiet'}) do
  p[name] = nil
end
p.wishFields = ARGV[6]
applyEdit(p, now)
if ARGV[7] ~= '' then redis.call('SET', key('text', id), ARGV[7]) end
stay(id)
pictures(p, now)
keep(p, now)
tell(id, now, ARGV[8])
return 'done'
`);

/** Record and text are erased. */
export const remove = script(`${opening}
if p.state ~= 'given_back' and p.state ~= 'taken_back' and p.state ~= 'published' then return 'conflict' end
erase(p, now)
return 'done'
`);
