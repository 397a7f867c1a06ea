import type { DeferredList } from "@veille/shared/api/deferred-post";
import type { Context } from "../context.ts";
import { iso } from "../platform/clock.ts";
import type { Person } from "../platform/tokens.ts";
import * as store from "./store.ts";
import { toDeferredPost } from "./view.ts";

interface Query {
  topic?: number | undefined;
  states?: string | undefined;
  after?: string | undefined;
  limit?: number | undefined;
}

/** A person's own posts, newest first. For one topic: those that have not ended. */
export async function listOwn(ctx: Context, query: Query, person: Person): Promise<DeferredList> {
  const limit = query.limit ?? 30;
  const wanted = query.states?.split(",");
  const ofTopic = query.topic !== undefined;
  const ids = ofTopic ? await store.activeIdsOf(ctx, person.id) : await store.idsOf(ctx, person.id, query.after, limit);
  const found = await store.load(ctx, ids);
  const gone = ids.filter((id) => !found.some(({ record }) => record.id === id));
  if (gone.length > 0 && !ofTopic) await store.forgetIds(ctx, person.id, gone);
  const chosen = found.filter(
    ({ record }) =>
      (!ofTopic || (record.at ?? record.topic) === query.topic) && (!wanted || wanted.includes(record.state))
  );
  return {
    posts: await Promise.all(chosen.map((stored) => toDeferredPost(ctx, stored))),
    waiting: await store.countActive(ctx, person.id),
    next: !ofTopic && ids.length === limit ? (ids.at(-1) ?? null) : null,
    serverTime: iso(ctx.clock.now()),
  };
}
