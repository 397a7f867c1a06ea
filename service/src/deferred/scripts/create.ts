import { script } from "../../platform/scripts.ts";
import { prelude } from "./prelude.ts";

/**
 * ARGV: id, now, most waiting, fields (JSON object of strings), sealed text.
 * Answers `made`, `there` (then the caller looks at the record), `gone` or `limit`.
 */
export const create = script(`${prelude}
local id, now, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
if redis.call('EXISTS', key('post', id)) == 1 then return 'there' end
if redis.call('EXISTS', key('gone', id)) == 1 then return 'gone' end
local p = cjson.decode(ARGV[4])
if redis.call('ZCARD', key('active', p.author)) >= most then return 'limit' end
p.id = id
redis.call('SET', key('text', id), ARGV[5])
redis.call('ZADD', key('mine', p.author), p.deferredAt, id)
keep(p, now)
pictures(p, now)
tell(id, now, 'deferred')
return 'made'
`);
