import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { welcomeMessage } from "../../src/messages/welcome-words.ts";
import { welcomeOnce } from "../../src/messages/welcome.ts";
import { listKinds, putKind } from "../../src/kinds/kinds.ts";
import type { Person } from "../../src/platform/tokens.ts";
import { day, hour, minute } from "../support/service.ts";
import { type Calm, everyDay, startCalm, team } from "../support/calm.ts";
import { until } from "../support/story.ts";

describe("the words to who enters a team", () => {
  it("say that nobody expects anything, three ways, and that no answer changes nothing", () => {
    const { title, raw } = welcomeMessage({
      ...{ locale: "fr", kind: "Entraide *libre*", reminder: false },
      ...{ baseUrl: "https://forum.test", contact: null },
    });
    expect(title).toBe("Quand souhaitez-vous recevoir les alertes du forum\u00a0?");
    expect(raw).toContain("l’équipe «\u00a0Entraide \\*libre\\*\u00a0»");
    expect(raw.match(/\/veille\/prevenir\?mode=(team|own|as_before)/g)).toHaveLength(3);
    expect(raw).toContain("Sans réponse, rien ne change.");
    expect(raw).not.toContain("!");
  });

  it("say the second time that it is the last", () => {
    const about = { kind: "Help", reminder: true, baseUrl: "https://forum.test", contact: null } as const;
    expect(welcomeMessage({ ...about, locale: "en" }).raw).toContain("we will not bring it up again");
  });
});

describe("entering a team", () => {
  let calm: Calm;
  beforeAll(async () => void (calm = await startCalm()));
  afterAll(() => calm.stop());

  const welcomes = (userId: number) =>
    calm.forum.store
      .all("publications")
      .map(({ id }) => id)
      .filter((id) => id === `welcome-${userId}` || id === `welcome-again-${userId}`);
  const enter = async (userId: number, groupId = team) => {
    const { members } = calm.forum.store.get("groups", team)!;
    calm.forum.store.update("groups", team, { members: [...members, userId] });
    calm.ctx.bus.emit("group-joined", { userId, groupId });
    await pass();
  };
  const pass = async (by = 0) => {
    calm.clock.forward(by);
    // the event is heard beside us
    for (let looks = 0; looks < 5; looks++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      await welcomeOnce(calm.ctx);
    }
    await calm.settle();
  };

  it("brings one message, and one reminder after 14 days; then no more", async () => {
    const { id } = calm.paul;
    await enter(id);
    await until(() => welcomes(id).length === 1, "welcome");
    calm.ctx.bus.emit("group-joined", { userId: id, groupId: team });
    await pass(13 * day);
    expect(welcomes(id)).toEqual([`welcome-${id}`]);
    await pass(day + minute);
    expect(welcomes(id)).toEqual([`welcome-${id}`, `welcome-again-${id}`]);
    await pass(60 * day);
    expect(welcomes(id)).toHaveLength(2);
    expect(calm.forum.store.get("loud", id)?.intervals ?? null).toBeNull();
  });

  it("waits while the kind is being set up, and comes once it is shown to members", async () => {
    const { id } = calm.forum.user("admin1");
    const show = async (shown: boolean) => {
      const [kind] = await listKinds(calm.ctx);
      const { id: name, version, ...fields } = kind!;
      await putKind(calm.ctx, { id: 1 } as Person, name, version, { ...fields, shown });
    };
    await show(false);
    await enter(id);
    expect(welcomes(id)).toEqual([]);
    await show(true);
    await pass(hour + minute);
    expect(welcomes(id)).toEqual([`welcome-${id}`]);
  });

  it("brings no reminder to who has chosen, nor to who has left again", async () => {
    const [marie, sam] = [calm.forum.user("marie").id, calm.forum.user("sam").id];
    await enter(marie);
    await enter(sam);
    await until(() => welcomes(marie).length + welcomes(sam).length === 2, "welcomes");
    await calm.choose({ windows: everyDay(["09:00", "12:00"]) }, { id: marie, groups: [team] });
    calm.forum.store.update("groups", team, { members: [marie] });
    await pass(15 * day);
    expect([...welcomes(marie), ...welcomes(sam)]).toEqual([`welcome-${marie}`, `welcome-${sam}`]);
  });

  it("is nothing where the group is no team", async () => {
    const { id } = calm.forum.user("modo");
    calm.ctx.bus.emit("group-joined", { userId: id, groupId: 77 });
    await pass();
    expect(welcomes(id)).toEqual([]);
  });
});
