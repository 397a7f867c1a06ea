import type { ShiftTemplateFields } from "@veille/shared/api/shift-template";
import { type Calm, startCalm, team } from "./calm.ts";
import { weekdays } from "./chain.ts";
import { type Called, coordinator, minute, type Who } from "./service.ts";
import { evening, first } from "./watch.ts";

/** The kind whose team has the roster. */
export const rosterKind = { ...weekdays, groupId: team, groupName: "equipe", categoryIds: [3] };

export interface Message {
  title: string;
  raw: string;
}

export interface Roster {
  calm: Calm;
  /** in the team, as Léa is */
  marie: Who;
  putKind(more: object, version: number): Promise<void>;
  put(id: string, more: Partial<ShiftTemplateFields>, also?: object): Promise<Called>;
  /** on a shift, such as `sign-ups/me` */
  act(method: string, what: string, as: Who, body?: object, shift?: string): Promise<Called>;
  tick(as: Who, more: object): Promise<Called>;
  /** to an instant, without every step between: the last ten minutes are gone through */
  jump(instant: string): Promise<void>;
  /** direct messages of the bot about the roster, spaces made plain */
  messages(to: Who): Promise<Message[]>;
  titles(to: Who): Promise<string[]>;
}

/** Monday 23 November 2026, 8:00 in Paris: Léa's and Marie's team has Tuesday evenings, on a forum that answers. */
export async function startRoster(): Promise<Roster> {
  const calm = await startCalm();
  const marie: Who = { id: calm.forum.user("marie").id, username: "marie", groups: [team] };
  calm.forum.store.update("users", marie.id, { zone: "Europe/Paris" });
  calm.forum.store.update("groups", team, { members: [calm.lea.id, marie.id] });
  const putKind: Roster["putKind"] = async (more, version) => {
    const asked = { as: coordinator, body: { version, ...rosterKind, ...more } };
    const { status, body } = await calm.call("PUT", "/v1/kinds/team", asked);
    if (status !== 200) throw new Error(JSON.stringify(body));
  };
  const put: Roster["put"] = (id, more, also = {}) =>
    calm.call("PUT", `/v1/shift-templates/${id}`, {
      as: coordinator,
      body: { version: 0, confirm: null, ...evening(more), ...also },
    });
  await putKind({ step: 3 }, 2);
  await put("soir", {});
  const messages: Roster["messages"] = async (to) => {
    await calm.watch.kick();
    await calm.settle();
    // on a busy machine a call may take longer than it may: it is made again a minute later
    const due = `${calm.ctx.config.prefix}:outbox-due`;
    for (let tries = 0; tries < 5; tries += 1) {
      if ((await calm.ctx.redis.zcount(due, "-inf", calm.clock.now() + 2 * minute)) === 0) break;
      calm.clock.forward(minute + 1);
      await calm.settle();
    }
    const rows = calm.forum.store;
    return rows.all("publications").flatMap(({ id, postId }) => {
      const post = postId === null ? undefined : rows.get("posts", postId);
      const topic = post && rows.get("topics", post.topicId);
      if (!post || !topic?.users.includes(to.id) || !/^(watch|urgent)-/.test(id)) return [];
      return [{ title: topic.title.replaceAll("\u00a0", " "), raw: post.raw.replaceAll("\u00a0", " ") }];
    });
  };
  return {
    ...{ calm, marie, putKind, put, messages },
    act: (method, what, as, body, shift = first) =>
      calm.call(method, `/v1/shifts/${shift}/${what}`, { as, ...(body && { body }) }),
    tick: (as, more) =>
      calm.call("PUT", "/v1/me/watch", {
        as,
        body: { version: 0, named: false, calls: false, gaps: false, urgent: false, ...more },
      }),
    async jump(instant) {
      calm.clock.set(Date.parse(instant) - 10 * minute);
      await calm.quiet();
      await calm.goTo(instant);
    },
    titles: async (to) => (await messages(to)).map(({ title }) => title),
  };
}
