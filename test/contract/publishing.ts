import { createHash, randomUUID } from "node:crypto";
import { OutcomeAnswer, type OutcomeItem, type PublicationItem } from "@veille/shared/api/forum";
import { sentence, type World } from "./world.ts";

/** `<uuid>-<generation>` as the service makes it. */
export const newKey = (generation = 1): string => `${randomUUID()}-${generation}`;

export function hashOf(item: Partial<PublicationItem>): string {
  const { raw, title = null, categoryId = null, tags = null, topicId = null, replyToPostId = null } = item;
  const parts = [raw, title, categoryId, tags, topicId, replyToPostId, item.recipients ?? null];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** A publication with all it needs; what is not given is made up. */
export function newItem(world: World, fields: Partial<PublicationItem> & { userId: number }): PublicationItem {
  const deferredAt = new Date(world.now() - 3_600_000).toISOString();
  const item = { key: newKey(), raw: sentence(), deferredAt, movedOn: "give_back" as const, ...fields };
  return { contentHash: hashOf(item), ...item };
}

/** What is asked about a publication's key. */
export const askedOf = ({ key, userId, contentHash }: PublicationItem) => ({ key, userId, contentHash });

/** Publishes in one call; every answer is held against the contract. */
export async function publish(world: World, items: PublicationItem[], reserved = false): Promise<OutcomeItem[]> {
  const answer = await world.veille("POST", "publications.json", { items }, reserved);
  if (answer.status !== 200)
    throw new Error(`publications: ${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`);
  return OutcomeAnswer.parse(answer.body).items;
}

/** Publishes one, going by the forum's limits on authors as the service does. */
export async function publishOne(world: World, item: PublicationItem): Promise<OutcomeItem> {
  for (let tries = 0; ; tries++) {
    const [outcome] = await publish(world, [item]);
    const waits = outcome?.code === "rate_limited" || outcome?.code === "topic_busy" || outcome?.code === "key_busy";
    if (!outcome) throw new Error("no answer for the item");
    if (outcome.outcome !== "wait" || !waits || tries === 5) return outcome;
    await world.pause(((outcome.retryAfter ?? 5) + 1) * 1000);
  }
}

/** `outcomes` or `cancel` for one publication. */
export async function askKey(
  world: World,
  call: "outcomes" | "cancel",
  item: Pick<PublicationItem, "key" | "userId" | "contentHash">
): Promise<OutcomeItem> {
  const items = [{ key: item.key, userId: item.userId, contentHash: item.contentHash }];
  const answer = await world.veille("POST", `publications/${call}.json`, { items });
  if (answer.status !== 200) throw new Error(`${call}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`);
  return OutcomeAnswer.parse(answer.body).items[0]!;
}
