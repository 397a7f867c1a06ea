import assert from "node:assert/strict";
import { type Check, check } from "../check.ts";
import { newMember, newTopic, postsIn } from "../fixtures.ts";
import { newItem, publish } from "../publishing.ts";
import type { Member, World } from "../world.ts";

const tomorrow = (world: World): string => new Date(world.now() + 86_400_000).toISOString();
const act = (world: World, { id }: Member, what: string, body?: object) =>
  world.arrange("PUT", `/admin/users/${id}/${what}.json`, body);

/** An author in such a state gets this code, and the topic gets nothing. */
function refuses(name: string, code: string, author: (world: World) => Promise<number>): Check {
  return check(name, async (world) => {
    const { topicId } = await newTopic(world);
    const [outcome] = await publish(world, [newItem(world, { userId: await author(world), topicId })]);
    assert.equal(outcome?.outcome, "refused");
    assert.equal(outcome?.code, code);
    assert.equal((await postsIn(world, topicId)).length, 1);
  });
}

const suspend = async (world: World, member: Member): Promise<number> => {
  await act(world, member, "suspend", { suspend_until: tomorrow(world), reason: "contrat" });
  return member.id;
};
const silence = async (world: World, member: Member): Promise<number> => {
  await act(world, member, "silence", { silenced_till: tomorrow(world), reason: "contrat" });
  return member.id;
};

export const authors = [
  refuses("nobody's id is author_gone", "author_gone", () => Promise.resolve(2_000_000_001)),
  refuses("a deleted account is author_gone", "author_gone", async (world) => {
    const member = await newMember(world);
    await world.arrange("DELETE", `/admin/users/${member.id}.json`);
    return member.id;
  }),
  refuses("an account that was never activated is author_inactive", "author_inactive", async (world) => {
    return (await newMember(world, { active: false })).id;
  }),
  refuses("a staged account is author_staged", "author_staged", async (world) => {
    return (await newMember(world, { active: false, staged: true })).id;
  }),
  refuses("an anonymised account is author_anonymised", "author_anonymised", async (world) => {
    const member = await newMember(world);
    await act(world, member, "anonymize");
    return member.id;
  }),
  refuses("a suspended author is author_suspended", "author_suspended", async (world) => {
    return suspend(world, await newMember(world));
  }),
  refuses("a silenced author is author_silenced", "author_silenced", async (world) => {
    return silence(world, await newMember(world));
  }),
  refuses("who is silenced and suspended is author_suspended", "author_suspended", async (world) => {
    const member = await newMember(world);
    await silence(world, member);
    return suspend(world, member);
  }),
];
