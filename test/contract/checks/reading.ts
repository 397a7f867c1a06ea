import assert from "node:assert/strict";
import { CONTRACT, PeopleAnswer, PluginAbout, Site } from "@veille/shared/api/forum";
import { Claims, Token } from "@veille/shared/api/token";
import { check } from "../check.ts";
import { moderator, newMember, newTopic } from "../fixtures.ts";
import { send } from "../http.ts";
import type { World } from "../world.ts";

const claimsOf = (token: string): Claims =>
  Claims.parse(JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()));

async function people(world: World, userIds: number[]) {
  const answer = await world.veille("POST", "people.json", { userIds });
  assert.equal(answer.status, 200, JSON.stringify(answer.body).slice(0, 300));
  return PeopleAnswer.parse(answer.body).people;
}

export const reading = [
  check("people are told with state, groups, locale and zone, in the order asked", async (world) => {
    const [member, silent] = [await newMember(world), await newMember(world)];
    const till = new Date(world.now() + 86_400_000).toISOString();
    await world.arrange("PUT", `/admin/users/${silent.id}/silence.json`, { silenced_till: till, reason: "contrat" });
    await world.arrange("PUT", `/u/${member.username}.json`, { timezone: "America/Martinique" }, member.username);
    const found = await people(world, [silent.id, 2_000_000_001, member.id]);
    assert.deepEqual(
      found.map(({ userId, state }) => [userId, state]),
      [
        [silent.id, "silenced"],
        [2_000_000_001, "gone"],
        [member.id, "active"],
      ]
    );
    assert.equal(found[2]?.username, member.username);
    assert.equal(found[2]?.zone, "America/Martinique");
    assert.ok(found[2]?.groups.includes(10), String(found[2]?.groups));
    assert.deepEqual([found[1]?.username, found[1]?.groups], [null, []]);
  }),
  check("inactive, staged, anonymised and suspended people are told as such", async (world) => {
    const inactive = await newMember(world, { active: false });
    const staged = await newMember(world, { active: false, staged: true });
    const [anonymous, suspended] = [await newMember(world), await newMember(world)];
    await world.arrange("PUT", `/admin/users/${anonymous.id}/anonymize.json`);
    const until = new Date(world.now() + 86_400_000).toISOString();
    await world.arrange("PUT", `/admin/users/${suspended.id}/suspend.json`, {
      suspend_until: until,
      reason: "contrat",
    });
    const found = await people(world, [inactive.id, staged.id, anonymous.id, suspended.id]);
    assert.deepEqual(
      found.map(({ state }) => state),
      ["inactive", "staged", "anonymised", "suspended"]
    );
  }),
  check("the site tells its settings, lengths and versions", async (world) => {
    const answer = await world.veille("POST", "site.json", {});
    assert.equal(answer.status, 200);
    const site = Site.parse(answer.body);
    assert.equal(site.contract, CONTRACT);
    assert.ok(site.minPostLength > 0 && site.maxPostLength > site.minPostLength);
    assert.match(site.baseUrl, /^https?:\/\/[^/]+/);
    assert.deepEqual(site.missing, []);
  }),
  check("about is for everybody", async (world) => {
    const answer = await send(`${world.url}/veille/about.json`, "GET", {});
    assert.equal(answer.status, 200);
    assert.equal(PluginAbout.parse(answer.body).contract, CONTRACT);
  }),
  check("a member's session is given a token that lives five minutes at most", async (world) => {
    const member = await newMember(world);
    const answer = await (await world.browser(member)).call("POST", "/veille/token.json", {});
    assert.equal(answer.status, 200, JSON.stringify(answer.body).slice(0, 300));
    const { token, expiresAt } = Token.parse(answer.body);
    const claims = claimsOf(token);
    assert.deepEqual(
      [claims.sub, claims.username, claims.admin, claims.moderator, claims.coordinator],
      [...[String(member.id), member.username], ...[false, false, false]]
    );
    assert.ok(claims.exp - claims.iat <= 300 && claims.exp > claims.iat);
    assert.equal(Date.parse(expiresAt), claims.exp * 1000);
    assert.ok(Math.abs(claims.iat * 1000 - world.now()) < 60_000);
    assert.deepEqual(claims.moderates, []);
    const site = Site.parse((await world.veille("POST", "site.json", {})).body);
    assert.equal(claims.iss, site.baseUrl);
  }),
  check("who may moderate a topic is told so for that topic, and others are not", async (world) => {
    const { topicId } = await newTopic(world);
    const asked = async (who: Parameters<World["browser"]>[0]) => {
      const answer = await (await world.browser(who)).call("POST", "/veille/token.json", { topicId });
      return claimsOf(Token.parse(answer.body).token);
    };
    const claims = await asked(await moderator(world));
    assert.deepEqual([claims.moderates, claims.moderator], [[topicId], true]);
    assert.deepEqual((await asked(await newMember(world))).moderates, []);
  }),
  check("no token for a key, a visitor, or a session without its CSRF word", async (world) => {
    const member = await newMember(world);
    assert.equal((await world.ask("POST", "/veille/token.json", {}, member.username)).status, 403);
    assert.equal((await world.veille("POST", "token.json", {})).status, 403);
    assert.equal((await (await world.browser()).call("POST", "/veille/token.json", {})).status, 403);
    const browser = await world.browser(member);
    assert.equal((await browser.call("POST", "/veille/token.json", {}, { csrf: false })).status, 403);
  }),
];
