import { ForumId } from "@veille/shared/api/common";
import { ShiftId } from "@veille/shared/api/shift-template";
import { Proposal, ProposalList, Propose, PutWaiting, ShiftAnswer } from "@veille/shared/api/watch";
import { z } from "zod";
import type { Context } from "../context.ts";
import { badField } from "../platform/errors.ts";
import { parse } from "../platform/parse.ts";
import { type Api, type Answer, route } from "../platform/route.ts";
import type { Person } from "../platform/tokens.ts";
import { decline, listProposals, propose, withdraw } from "./proposals.ts";
import * as places from "./sign-ups.ts";

const OneShift = z.strictObject({ id: ShiftId });
const OnePlace = z.strictObject({
  id: ShiftId,
  number: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
});
const OneProposal = z.strictObject({ id: z.string().max(80) });
const headers = { "Cache-Control": "no-store" };

/** `<shift>~<person>` */
function partsOf(id: string): { shift: string; userId: number } {
  const [shift, userId, ...more] = id.split("~");
  if (more.length > 0 || !ForumId.safeParse(Number(userId)).success) throw badField("id", "invalid");
  return { shift: parse(OneShift, { id: shift }).id, userId: Number(userId) };
}

/** Of a proposal to who asks; another's is none of theirs. */
function shiftIn(id: string, person: Person): string {
  const { shift, userId } = partsOf(id);
  return userId === person.id ? shift : "";
}

/** Places: taken, given up, taken over, waited for, freed, proposed. The same again answers 200 and what stands. */
export function placeRoutes(ctx: Context, api: Api): void {
  const answered = async (done: Promise<z.infer<typeof ShiftAnswer>>): Promise<Answer> => ({
    status: 200,
    body: await done,
    headers,
  });
  const one = { who: "member", params: OneShift, answers: { 200: ShiftAnswer } } as const;
  type Act = (ctx: Context, person: Person, id: string) => Promise<z.infer<typeof ShiftAnswer>>;
  const acts: ["put" | "delete", string, string, Act][] = [
    ["put", "sign-ups/me", "Take a place", places.signUp],
    ["delete", "sign-ups/me", "I can't: my place is free at once", places.giveUp],
    ["put", "wants-replacement", "I would like to be replaced", (...at) => places.wantReplacement(...at, true)],
    ["delete", "wants-replacement", "No replacement any more", (...at) => places.wantReplacement(...at, false)],
    ["put", "take", "Take over from who would like to be replaced", places.takeOver],
    ["delete", "waiting", "Leave the waiting list", places.leaveList],
  ];
  for (const [method, path, summary, act] of acts) {
    route(api, { ...one, method, path: `/v1/shifts/:id/${path}`, summary }, ({ params, person }) =>
      answered(act(ctx, person!, params.id))
    );
  }
  route(
    api,
    { ...one, method: "put", path: "/v1/shifts/:id/waiting", summary: "Wait for a place", body: PutWaiting },
    ({ params, body, person }) => answered(places.joinList(ctx, person!, params.id, body.automatic))
  );
  route(
    api,
    {
      ...{ who: "coordinator", method: "delete", params: OnePlace, answers: { 200: ShiftAnswer } },
      ...{ path: "/v1/shifts/:id/sign-ups/:number", summary: "Free somebody's place, who is told" },
    },
    ({ params, person }) => answered(places.freePlace(ctx, person!, params.id, params.number))
  );

  const proposals = "/v1/proposals";
  route(
    api,
    {
      ...{ who: "member", method: "get", path: proposals },
      ...{ summary: "Shifts proposed to me; for coordinators all proposals", answers: { 200: ProposalList } },
    },
    async ({ person }) => ({ status: 200, body: { proposals: await listProposals(ctx, person!) }, headers })
  );
  route(
    api,
    {
      ...{ who: "coordinator", method: "post", path: proposals, body: Propose },
      ...{ summary: "Propose a shift to somebody", answers: { 200: Proposal } },
    },
    async ({ body, person }) => ({
      status: 200,
      body: await propose(ctx, person!, body.shift, body.userId),
      headers,
    })
  );
  route(
    api,
    {
      ...{ who: "coordinator", method: "delete", params: OneProposal, path: `${proposals}/:id` },
      ...{ summary: "Withdraw a proposal; who has heard of it is told", answers: { 204: null } },
    },
    async ({ params, person }) => {
      const { shift, userId } = partsOf(params.id);
      await withdraw(ctx, person!, shift, userId);
      return { status: 204 };
    }
  );
  route(
    api,
    {
      ...{ who: "member", method: "post", params: OneProposal, path: `${proposals}/:id/accept` },
      ...{ summary: "Agree to a proposal", answers: { 200: ShiftAnswer } },
    },
    ({ params, person }) => answered(places.acceptProposal(ctx, person!, shiftIn(params.id, person!)))
  );
  route(
    api,
    {
      ...{ who: "member", method: "post", params: OneProposal, path: `${proposals}/:id/decline` },
      ...{ summary: "Decline a proposal; nobody is told", answers: { 204: null } },
    },
    async ({ params, person }) => {
      await decline(ctx, person!, shiftIn(params.id, person!));
      return { status: 204 };
    }
  );
}
