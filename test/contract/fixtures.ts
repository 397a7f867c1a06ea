import { deflateSync } from "node:zlib";
import { crc32 } from "./crc32.ts";
import { Skip } from "./check.ts";
import { field } from "./http.ts";
import { type Member, random, sentence, type World } from "./world.ts";

/** A fresh account, active unless said otherwise; made by an administrator's key, as only that may. */
export async function newMember(world: World, fields: object = {}): Promise<Member> {
  const username = `contrat_${random()}`;
  const password = `mot-de-passe-${random()}${random()}`;
  const body = { name: username, username, email: `${username}@example.org`, password, active: true, approved: true };
  const answer = await world.arrange("POST", "/users.json", { ...body, ...fields });
  if (field(answer, "success") !== true) throw new Error(`no account: ${JSON.stringify(answer).slice(0, 500)}`);
  return { id: field(await world.arrange("GET", `/u/${username}.json`), "user", "id"), username, password };
}

/** An account that the forum trusts a little (level 2): shorter pauses between its posts, no limits of a first day. */
export async function trustedMember(world: World): Promise<Member> {
  const made = await newMember(world);
  await world.arrange("PUT", `/admin/users/${made.id}/trust_level.json`, { level: 2 });
  return made;
}

const circle = new WeakMap<World, Member[]>();
const turn = new WeakMap<World, number>();

/** One of eight accounts in turn, so that the forum's pause between one author's posts is seldom met. */
export async function member(world: World): Promise<Member> {
  const members = circle.get(world) ?? [];
  circle.set(world, members);
  const at = turn.get(world) ?? 0;
  turn.set(world, at + 1);
  return (members[at % 8] ??= await newMember(world));
}

function remembered<T>(make: (world: World) => Promise<T>): (world: World) => Promise<T> {
  const made = new WeakMap<World, Promise<T>>();
  return (world) => {
    const known = made.get(world) ?? make(world);
    made.set(world, known);
    return known;
  };
}

/** A moderator: may post where members can't. */
export const moderator = remembered(async (world) => {
  const made = await newMember(world);
  await world.arrange("PUT", `/admin/users/${made.id}/grant_moderation.json`);
  return made;
});

export async function newCategory(world: World, fields: object): Promise<number> {
  const name = `Contrat ${random()}`;
  const body = { name, color: "0088CC", text_color: "FFFFFF", permissions: { everyone: 1 }, ...fields };
  return field(await world.arrange("POST", "/categories.json", body), "category", "id");
}

export const openCategory = remembered((world) => newCategory(world, {}));
/** members see it and neither reply nor create there */
export const readOnlyCategory = remembered((world) => newCategory(world, { permissions: { everyone: 3 } }));
export const staffCategory = remembered((world) => newCategory(world, { permissions: { staff: 1 } }));
/** every reply and topic is read before it shows */
export const reviewedCategory = remembered((world) =>
  newCategory(world, {
    category_setting_attributes: { require_reply_approval: "true", require_topic_approval: "true" },
  })
);

export interface Place {
  topicId: number;
  /** of the first post */
  postId: number;
}

/** A topic that `system` began. */
export async function newTopic(world: World, categoryId?: number): Promise<Place> {
  const category = categoryId ?? (await openCategory(world));
  const body = { title: `Un sujet pour le contrat ${random()}`, raw: sentence(), category };
  const answer = await world.arrange("POST", "/posts.json", body);
  return { topicId: field(answer, "topic_id"), postId: field(answer, "id") };
}

/** The id of a reply by `system`. */
export async function newReply(world: World, topicId: number): Promise<number> {
  return field(await world.arrange("POST", "/posts.json", { topic_id: topicId, raw: sentence() }), "id");
}

export const setStatus = (
  world: World,
  topicId: number,
  status: "closed" | "archived",
  enabled = true
): Promise<unknown> => world.arrange("PUT", `/t/${topicId}/status.json`, { status, enabled: String(enabled) });

export interface SeenPost {
  id: number;
  post_number: number;
  username: string;
  cooked: string;
  raw: string;
  topic_id: number;
  reply_to_post_number: number | null;
}

export const readPost = async (world: World, id: number): Promise<SeenPost> =>
  (await world.arrange("GET", `/posts/${id}.json`)) as SeenPost;

/** The posts that stand in a topic. */
export async function postsIn(world: World, topicId: number, as?: string): Promise<SeenPost[]> {
  return field(await world.arrange("GET", `/t/${topicId}.json`, undefined, as), "post_stream", "posts");
}

/** The forum's setting for the time of one check; then the value it had by the forum's own default. */
export async function withSetting(
  world: World,
  [name, value, normal]: [name: string, value: string | number, normal: string | number],
  work: () => Promise<void>
): Promise<void> {
  if (!world.mayDisturb) throw new Skip(`changes the setting ${name} of the whole forum; --disturb allows it`);
  await world.arrange("PUT", `/admin/site_settings/${name}.json`, { [name]: value });
  try {
    await work();
  } finally {
    await world.arrange("PUT", `/admin/site_settings/${name}.json`, { [name]: normal });
  }
}

/** A picture that nobody has uploaded before: 24 by 24 points in one colour (PNG, RFC 2083). */
function picture(): Buffer {
  const [red, green, blue] = [0, 1, 2].map(() => Math.floor(Math.random() * 256));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(24, 0);
  header.writeUInt32BE(24, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.from([0, ...Array.from({ length: 24 }, () => [red!, green!, blue!]).flat()]);
  const data = deflateSync(Buffer.concat(Array.from({ length: 24 }, () => line)));
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const magic = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([magic, chunk("IHDR", header), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}

/** Uploads a fresh picture; its `upload://…`. */
export async function newUpload(world: World, as: Member): Promise<string> {
  const form = new FormData();
  form.set("type", "composer");
  form.set("synchronous", "true");
  form.set("file", new Blob([new Uint8Array(picture())], { type: "image/png" }), `image-${random()}.png`);
  return field(await world.arrange("POST", "/uploads.json", form, as.username), "short_url");
}
