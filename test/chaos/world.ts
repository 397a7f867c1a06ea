import type { Http, Person } from "./http.ts";

/** Who writes, and where. */
export interface World {
  coordinator: Person;
  authors: Person[];
  topics: { id: number; postId: number }[];
  /** closed and opened again all the time */
  fickle: number[];
  /** whose replies are read by a moderator first */
  guarded: number[];
}

const settings = {
  // hundreds of texts by a hundred people: the forum's manners would only slow everything down
  max_consecutive_replies: 0,
  author_limits: false,
  admin_calls_per_minute: 0,
  veille_calls_per_minute: 900,
  // a second post must be seen, not refused as a repetition
  unique_posts_mins: 0,
  allow_duplicate_topic_titles: true,
  // as the real batch of 8 s is to the real time-out of 25 s
  batch_seconds: 1,
};

/** Makes people and topics in a forum that has none of them. @throws where the forum refuses */
export async function makeWorld(http: Http): Promise<World> {
  const must = async (asked: ReturnType<Http["forum"]>) => {
    const answer = await asked;
    if (answer?.status !== 200) throw new Error(`the forum refused: ${JSON.stringify(answer)}`);
    return answer.body as { category: { id: number }; user: { id: number } } & Record<string, number>;
  };
  await must(http.standIn("PUT", "settings", settings));
  const category = { name: "Relue", category_setting_attributes: { require_reply_approval: true } };
  const made = await must(http.forum("POST", "/categories.json", "admin1", category));
  const relue = made.category.id;

  const person = async (username: string): Promise<Person> => {
    const { user } = await must(http.forum("GET", `/u/${username}.json`, "admin1"));
    return { id: user.id, username };
  };
  const authors: Person[] = [];
  for (let at = 0; at < 100; at++) {
    const username = `personne${at}`;
    const account = { username, email: `${username}@example.org`, active: true };
    await must(http.forum("POST", "/users.json", "admin1", account));
    authors.push(await person(username));
  }
  const topic = async (title: string, categoryId: number) => {
    const body = { title, raw: `Beaucoup de gens répondent ici. ${title}.`, category: categoryId };
    const post = await must(http.forum("POST", "/posts.json", "lea", body));
    return { id: post["topic_id"]!, postId: post["id"]! };
  };
  const topics = [];
  for (let at = 0; at < 25; at++) topics.push(await topic(`Un sujet comme un autre, numéro ${at}`, 2));
  const fickle = [];
  for (let at = 0; at < 3; at++) fickle.push((await topic(`Un sujet qu’on ferme et rouvre, numéro ${at}`, 2)).id);
  const guarded = [(await topic("Un sujet dont on relit les réponses", relue)).id];
  return { coordinator: await person("admin1"), authors, topics, fickle, guarded };
}
