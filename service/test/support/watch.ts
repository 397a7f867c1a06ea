import type { KindFields } from "@veille/shared/api/kind";
import type { ShiftTemplate, ShiftTemplateFields } from "@veille/shared/api/shift-template";
import type { Shift, ShiftAnswer } from "@veille/shared/api/watch";
import { addDays } from "@veille/shared/time/wall-time";
import { loadShift } from "../../src/watch/shift-store.ts";
import { kindFields } from "./kind.ts";
import { type Called, coordinator, startTestService, type TestOptions, type TestService, type Who } from "./service.ts";

/** The forum's group of the team. */
const team = 41;
/** Somebody in the team. */
export const member = (id: number, more: Partial<Who> = {}): Who => ({
  id,
  username: `user-${id}`,
  groups: [team],
  ...more,
});
export const [lea, marie, sami] = [member(11), member(12), member(13)] as const;

/** Tuesday evenings from 20:00 to 23:00, one place, from Monday 23 November 2026 on. */
export const evening = (more: Partial<ShiftTemplateFields> = {}): ShiftTemplateFields => ({
  kind: "team",
  name: null,
  about: null,
  anchor: "2026-11-23",
  until: null,
  everyWeeks: 1,
  weekday: 2,
  start: "20:00",
  length: { end: "23:00" },
  onHolidays: false,
  places: 1,
  ...more,
});

/** The first of them. */
export const first = "soir:2026-11-24";

type Method = "PUT" | "DELETE" | "POST" | "GET";

export interface Watch extends TestService {
  putKind(id: string, more?: Partial<KindFields>): Promise<Called>;
  /** made or changed, where nobody has to confirm; fails otherwise */
  template(id?: string, more?: Partial<ShiftTemplateFields>): Promise<ShiftTemplate>;
  putTemplate(id: string, more: Partial<ShiftTemplateFields>, also?: object): Promise<Called>;
  /** on a shift, such as `sign-ups/me` */
  act(method: Method, what: string, as: Who, shift?: string, body?: object): Promise<Called>;
  take(as: Who, shift?: string): Promise<Called>;
  see(as: Who, shift?: string): Promise<Shift>;
  table(as: Who, query?: string): Promise<Shift[]>;
  /** ids of the people who hold a place, in their order */
  held(shift?: string): Promise<number[]>;
  /** notices that wait to be told: `<type> <person>`; not those that the look ahead brings by itself */
  notices(): Promise<string[]>;
}

/** Monday 23 November 2026, 8:00 in Paris. The kind `team` has a table (step 3). Nobody's forum answers. */
export async function startWatch(options: TestOptions = {}): Promise<Watch> {
  const service = await startTestService(options);
  const { call, ctx } = service;
  const versions = new Map<string, number>();
  const putKind = async (id: string, more: Partial<KindFields> = {}) => {
    const fields = kindFields({ groupId: team, groupName: "equipe", step: 3, ...more });
    const version = versions.get(id) ?? 0;
    const answer = await call("PUT", `/v1/kinds/${id}`, { as: coordinator, body: { version, ...fields } });
    if (answer.status > 201) throw new Error(JSON.stringify(answer.body));
    versions.set(id, answer.body.version as number);
    return answer;
  };
  const putTemplate = async (id: string, more: Partial<ShiftTemplateFields>, also: object = {}) => {
    const { body } = await call("GET", "/v1/shift-templates", { as: coordinator });
    const known = (body.templates as ShiftTemplate[]).find((one) => one.id === id);
    const version = known?.version ?? 0;
    return call("PUT", `/v1/shift-templates/${id}`, {
      as: coordinator,
      body: { version, confirm: null, ...evening(more), ...also },
    });
  };
  await putKind("team");
  const act: Watch["act"] = (method, what, as, shift = first, body) =>
    call(method, `/v1/shifts/${shift}/${what}`, { as, ...(body && { body }) });
  return {
    ...service,
    putKind,
    putTemplate,
    async template(id = "soir", more = {}) {
      const answer = await putTemplate(id, more);
      if (answer.status > 201) throw new Error(JSON.stringify(answer.body));
      return answer.body as ShiftTemplate;
    },
    act,
    take: (as, shift = first) => act("PUT", "sign-ups/me", as, shift),
    async see(as, shift = first) {
      const date = shift.split(":")[1]!.slice(0, 10);
      // it may have moved within its week
      const { body } = await call("GET", `/v1/shifts?from=2026-11-01&to=${addDays(date, 6)}`, { as });
      const found = (body.shifts as Shift[]).find(({ id }) => id === shift);
      if (!found) throw new Error(`no shift ${shift} in ${JSON.stringify(body)}`);
      return found;
    },
    async table(as, query = "") {
      const { status, body } = await call("GET", `/v1/shifts${query}`, { as });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body.shifts as Shift[];
    },
    held: async (shift = first) => (await loadShift(ctx, shift))?.people.map(({ userId }) => userId) ?? [],
    async notices() {
      const all = await ctx.redis.zrange(`${ctx.config.prefix}:watch-notices`, "0", "-1");
      const said = all.map((one) => one.split("|").slice(0, 2).join(" "));
      return said.filter((one) => !/^(gap|week|call) /.test(one)).sort();
    },
  };
}

export const answered = (called: Called): ShiftAnswer => called.body as ShiftAnswer;
