import type { OutcomeItem, RequestedTopic } from "@veille/shared/api/forum";
import type { Context } from "@veille/service/context";
import type { NoAnswer } from "@veille/service/forum/client";
import type { Chance } from "./chance.ts";
import type { Plugin } from "./plugin.ts";

/** As a `kill -9`: what runs ends here, and nothing after it is done. */
export class Killed extends Error {
  override name = "Killed";
}

type Forum = Context["forum"];
const no = (sent: NoAnswer["sent"]): NoAnswer => ({ ok: false, sent, code: "unreachable", retryAfter: null });

const outcome = (key: string, said: OutcomeItem["outcome"]): OutcomeItem => ({
  ...{ key, outcome: said, postId: 1, topicId: 1, postNumber: 1, reviewableId: null, code: null, retryAfter: null },
  errors: [],
});

/**
 * The plugin's model behind the service's own door. Calls are refused, their answers lost, the caller killed before or
 * after, each once in `rarely`.
 */
export function wire(
  plugin: Plugin,
  requests: RequestedTopic[],
  team: number,
  {
    chance,
    now,
    rarely,
    stored,
  }: { chance: Chance; now: () => number; rarely: number; stored: (userId: number) => void }
): Forum {
  const call = async <T>(work: () => T) => {
    await Promise.resolve();
    const odds = chance.happens(1 / rarely) ? chance.whole(1, 5) : 0;
    if (odds === 1) return no("no");
    if (odds === 2) throw new Killed();
    const answer = work();
    if (odds === 3) return no("maybe");
    if (odds === 4) throw new Killed();
    return { ok: true as const, answer };
  };
  const never = () => Promise.reject(new Error("not played here"));
  return {
    publish: (items) => call(() => items.map((item) => outcome(item.key, plugin.publish(item, now())))),
    cancel: (items) => call(() => items.map(({ key }) => outcome(key, plugin.cancel(key)))),
    people: (ids) =>
      call(() =>
        ids.map((userId) => ({
          ...{ userId, state: "active" as const, username: `u${userId}`, name: null, groups: [team] },
          ...{ locale: "fr", zone: null },
        }))
      ),
    putLoudIntervals: (items) =>
      call(() =>
        items.map(({ userId, version, intervals }) => {
          const finished = intervals?.map(([a, b]): [number, number] => [Date.parse(a), Date.parse(b)]) ?? null;
          const outcome = plugin.store(userId, version, finished, now());
          if (outcome === "stored") stored(userId);
          return { userId, outcome };
        })
      ),
    held: (ids) => call(() => ids.map((id) => plugin.held(id))),
    beat: (none) =>
      call(() => ({
        leaseUntil: new Date(now() + 3_600_000).toISOString(),
        stale: plugin.beat(
          now(),
          none.map(({ userId, start }) => ({ userId, start: Date.parse(start) }))
        ),
      })),
    requests: (ids, since) =>
      call(() => {
        const from = Date.parse(since);
        const found = requests.filter(
          ({ categoryId, createdAt }) =>
            ids.includes(categoryId) && Date.parse(createdAt) >= from && Date.parse(createdAt) <= now()
        );
        return { topics: found.slice(0, 100), more: found.length > 100 };
      }),
    ...{ outcomes: never, giveBack: never, keepUploads: never, site: never, changes: never, members: never },
  };
}
