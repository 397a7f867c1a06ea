import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { keyOf } from "../../src/context.ts";
import { listKinds, putKind } from "../../src/kinds/kinds.ts";
import { welcomeMembers } from "../../src/messages/welcome-members.ts";
import { welcomeOnce } from "../../src/messages/welcome.ts";
import type { Person } from "../../src/platform/tokens.ts";
import { type Calm, everyDay, startCalm, team } from "../support/calm.ts";
import { kindFields } from "../support/kind.ts";
import { day, hour } from "../support/service.ts";

let calm: Calm;
let marie: number;
beforeEach(async () => {
  calm = await startCalm();
  marie = calm.forum.user("marie").id;
  group([calm.lea.id, marie]);
  await calm.ctx.redis.del(keyOf(calm.ctx, "welcome-groups"));
});
afterEach(() => calm.stop());

const group = (members: number[]) => calm.forum.store.update("groups", team, { members });

async function show(shown: boolean): Promise<void> {
  const kind = (await listKinds(calm.ctx)).find(({ id }) => id === "team")!;
  const { id, version, ...fields } = kind;
  await putKind(calm.ctx, { id: 1 } as Person, id, version, { ...fields, shown });
}

/** As the alarm does each minute. */
async function look(after = 0): Promise<void> {
  calm.clock.forward(after);
  await welcomeMembers(calm.ctx);
  while ((await welcomeOnce(calm.ctx)) > 0);
  await calm.settle();
}

const welcomes = () =>
  calm.forum.store
    .all("publications")
    .map(({ id }) => id)
    .filter((id) => id.startsWith("welcome-"))
    .sort();

describe("showing a kind to members", () => {
  it("brings the one message to everybody who is in its team already, and not before", async () => {
    await show(false);
    await look();
    expect(welcomes()).toEqual([]);
    await show(true);
    await look();
    expect(welcomes()).toEqual([`welcome-${calm.lea.id}`, `welcome-${marie}`]);
  });

  it("brings it at once to who entered while it was being set up", async () => {
    await show(false);
    group([]);
    calm.ctx.bus.emit("group-joined", { userId: marie, groupId: team });
    group([marie]);
    await look();
    await show(true);
    await look();
    expect(welcomes()).toEqual([`welcome-${marie}`]);
  });

  it("never brings it twice for several kinds of the same team, nor when it is hidden and shown again", async () => {
    await look();
    const other = kindFields({ groupId: team, groupName: "equipe", categoryIds: [4] });
    await putKind(calm.ctx, { id: 1 } as Person, "autre", 0, other);
    await show(false);
    await look();
    await show(true);
    await look();
    await look(day + hour);
    expect(welcomes()).toEqual([`welcome-${calm.lea.id}`, `welcome-${marie}`]);
  });

  it("brings nothing to who has chosen already, whatever they choose later", async () => {
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) });
    await look();
    await calm.choose({ mode: "as_before" });
    await look(day + hour);
    await look(15 * day);
    expect(welcomes()).toEqual([`welcome-${marie}`, `welcome-again-${marie}`].sort());
  });

  it("finds within a day who came in while nobody listened, and asks the forum no more often", async () => {
    group([calm.lea.id]);
    await look();
    group([calm.lea.id, marie]);
    await look(hour);
    expect(welcomes()).toEqual([`welcome-${calm.lea.id}`]);
    await look(day);
    expect(welcomes()).toEqual([`welcome-${calm.lea.id}`, `welcome-${marie}`]);
  });

  it("looks again where the forum did not answer", async () => {
    calm.forum.misbehave({ stage: "call", path: "/veille/members.json", answer: "html_502" });
    await look();
    expect(welcomes()).toEqual([]);
    await look();
    expect(welcomes()).toHaveLength(2);
  });

  it("asks nothing of a plugin that cannot say who is in a group", async () => {
    const site = calm.ctx.site.get()!;
    site.features = ["calm"];
    await look();
    expect(welcomes()).toEqual([]);
  });
});
