import autocannon from "autocannon";
import { sign } from "../forum/tokens.ts";
import { longText, uuid } from "./seeds.ts";
import type { Stage } from "./stage.ts";

/** A member's token, good for five minutes. */
export function tokenOf(stage: Stage, id: number, more: object = {}): string {
  const now = Math.floor(Date.now() / 1000);
  return sign(
    {
      ...{
        iss: stage.config.forumOrigin,
        aud: "veille",
        sub: String(id),
        iat: now,
        exp: now + 300,
        username: `u${id}`,
      },
      ...{
        admin: false,
        moderator: false,
        coordinator: false,
        groups: [],
        locale: "fr",
        zone: "Europe/Paris",
        moderates: [],
      },
      ...more,
    },
    stage.secret
  );
}

export const deferral = (topicId: number): string =>
  JSON.stringify({
    raw: longText("mesure"),
    target: { type: "reply", topicId, replyToPostId: null },
    when: { moment: { local: inAMonth, zone: "Europe/Paris" } },
    draftKey: `topic_${topicId}`,
  });
const inAMonth = `${new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)}T09:00`;

/** Acknowledged deferrals a second over 64 connections, each a person of its own. */
export async function deferralsPerSecond(stage: Stage, url: string, seconds: number): Promise<number> {
  const body = deferral(7);
  let connection = 0;
  const result = await autocannon({
    url,
    connections: 64,
    duration: seconds,
    setupClient(client) {
      connection += 1;
      const headers = {
        authorization: `Bearer ${tokenOf(stage, 1_000 + connection)}`,
        "content-type": "application/json",
      };
      client.setRequests([
        {
          method: "PUT",
          headers,
          body,
          setupRequest: (request) => ({ ...request, path: `/v1/deferred-posts/${uuid()}` }),
        },
      ]);
    },
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} lost`);
  return result["2xx"] / seconds;
}

/** 200 answers a second over 64 connections. */
export async function answersPerSecond(url: string, seconds: number): Promise<number> {
  const result = await autocannon({ url, connections: 64, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} lost`);
  return result["2xx"] / seconds;
}
