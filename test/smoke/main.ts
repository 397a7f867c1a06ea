/**
 * The main job without a browser: somebody defers a reply to the team's return, and another one to a moment, and both
 * come out once, as theirs. `npm run smoke` starts what this needs. Usage: main.js FORUM-URL SERVICE-URL
 * Last line: JSON {published, doubled, author, latenessMs}; `latenessMs` is the worst, from due time to the post's own.
 */
import { setTimeout as pause } from "node:timers/promises";
import { Browser } from "../contract/browser.ts";
import { Control } from "../contract/control.ts";
import { field } from "../contract/http.ts";
import { Member, type Deferred } from "./member.ts";
import { momentFrom } from "./moment.ts";

const [forumUrl, serviceUrl] = process.argv.slice(2);
if (!forumUrl || !serviceUrl) throw new Error("usage: main.js FORUM-URL SERVICE-URL");

const author = "paul";
const secondsToOpening = 8;
const patience = 20_000;
const mark = Math.random().toString(36).slice(2);
const texts = [
  `Une réponse écrite pendant que personne n’était là (${mark}-a).`,
  `Une réponse pour un moment choisi, ou pour le retour de l’équipe (${mark}-b).`,
];

interface Shown {
  username: string;
  cooked: string;
  created_at: string;
}

/** The posts of these topics, as a reader without an account sees them. */
async function shown(topics: number[]): Promise<Shown[]> {
  const reader = new Browser(forumUrl!);
  const answers = await Promise.all(topics.map((id) => reader.call("GET", `/t/${id}.json`)));
  return answers.flatMap(({ body }) => field<Shown[]>(body, "post_stream", "posts"));
}

const control = await Control.of(forumUrl);
if (!control) throw new Error("this is no stand-in forum: its hours are not ours to set");
const member = await Member.enter(forumUrl, serviceUrl, author);
const { opensAt } = (await control.call("POST", "open-in", { seconds: secondsToOpening })) as { opensAt: string };
console.log(`The team is back at ${opensAt}.`);

// a moment is a minute ahead at least, and stands on a minute: where that is too long to wait, the opening serves again
const moment = momentFrom(Date.now(), 80_000);
if (!moment) console.log("The next moment that may be chosen is too far away for this test: both wait for the team.");
const topics = await member.topics(2);
const deferred: Deferred[] = [
  await member.defer(texts[0]!, topics[0]!, { opening: "demo" }),
  await member.defer(texts[1]!, topics[1]!, moment ?? { opening: "demo" }),
];
for (const { dueAt } of deferred) console.log(`Deferred to ${dueAt}.`);
const early = (await shown(topics)).filter(({ cooked }) => cooked.includes(mark)).length;

const last = Math.max(...deferred.map(({ dueAt }) => Date.parse(dueAt)));
while (Date.now() < last + patience && (await member.states(deferred)).some((state) => state !== "published")) {
  await pause(500);
}
await pause(2_000); // a second copy would come now
const posts = (await shown(topics)).filter(({ cooked }) => cooked.includes(mark));
const found = deferred.map(({ id }, at) => ({ id, copies: posts.filter(({ cooked }) => cooked.includes(texts[at]!)) }));
const latenesses = found.flatMap(({ copies }, at) =>
  copies.map((copy) => Date.parse(copy.created_at) - Date.parse(deferred[at]!.dueAt))
);
const published = found.filter(({ copies }) => copies.length > 0).length;
const doubled = found.reduce((sum, { copies }) => sum + Math.max(0, copies.length - 1), 0);
const authors = [...new Set(posts.map(({ username }) => username))];
if (early > 0) console.log("A text was in its topic before its time.");
const right = published === texts.length && doubled === 0 && early === 0 && authors.join() === author;
const latenessMs = latenesses.length > 0 ? Math.max(...latenesses) : null;
console.log(JSON.stringify({ published, doubled, author: authors.join(), latenessMs }));
process.exitCode = right && latenesses.every((late) => late >= 0 && late < patience) ? 0 : 1;
