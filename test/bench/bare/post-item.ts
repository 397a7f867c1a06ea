import { createHash } from "node:crypto";

const env = process.env as Record<string, string>;

export const itemOf = (key: string, userId: number, topicId: number, raw: string) => ({
  ...{ key, userId, topicId, raw, deferredAt: new Date().toISOString(), movedOn: "give_back" },
  contentHash: createHash("sha256")
    .update(JSON.stringify([raw, null, null, [], topicId, null, []]))
    .digest("hex"),
});

export async function postItems(
  items: object[]
): Promise<{ items: { key: string; postId: number | null; outcome: string }[] }> {
  const response = await fetch(`${env["VEILLE_FORUM_URL"]}/veille/publications.json`, {
    method: "POST",
    headers: {
      "Api-Key": env["VEILLE_FORUM_KEY"] as string,
      "Api-Username": "system",
      "Content-Type": "application/json",
    },
    body: JSON.stringify({ items }),
  });
  return (await response.json()) as { items: { key: string; postId: number | null; outcome: string }[] };
}

/** One text to the forum, as the service sends it. */
export const postItem = (key: string, userId: number, topicId: number, raw: string) =>
  postItems([itemOf(key, userId, topicId, raw)]);
