import { script } from "../../platform/scripts.ts";
import { prelude } from "./prelude.ts";

/**
 * ARGV: id, now, author before, author now. Two accounts became one: what one wrote is the other's, in whatever state.
 * Answers 1 where it was.
 */
export const handOver = script(`${prelude}
local id, now, before, after = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
local p = read(id)
if not p or p.author ~= before then return 0 end
out(p, now)
redis.call('ZREM', key('mine', before), id)
redis.call('ZREM', key('active', before), id)
p.author = after
redis.call('ZADD', key('mine', after), p.deferredAt, id)
keep(p, now)
return 1
`);
