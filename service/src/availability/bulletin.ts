import { createHash } from "node:crypto";
import type { Locale } from "@veille/shared/api/common";
import type { Context } from "../context.ts";
import { findWords, listKinds, revisionOf } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import type { Person } from "../platform/tokens.ts";
import { maySeeNames, watchersOf, watchRevision } from "../watch/watch.ts";
import { situationAt } from "./availability.ts";
import { snippetOf } from "./snippet.ts";

export interface Page {
  body: string;
  etag: string;
}

/** The present situation, written out once for everybody who asks until something changes. */
export interface Bulletin {
  /** whether who has no account may read it, as far as the co-op's own choice goes */
  forVisitors: boolean;
  /** as that person may see it; null: a visitor */
  json(now: number, person: Person | null): Page;
  html(locale: Locale): Page;
}

/** Copies of the service hear of each other's changes within that time (ms, real time). */
const recheck = 250;
/** A bulletin is written anew that often in any case: openings beyond the horizon come into sight (ms). */
const longest = 3_600_000;

const etagOf = (text: string): string => `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;

interface Written extends Bulletin {
  revision: string;
  from: number;
  until: number;
}

async function write(ctx: Context, revision: string): Promise<Written> {
  const [kinds, words] = await Promise.all([listKinds(ctx), findWords(ctx)]);
  const now = ctx.clock.now();
  const shown = kinds.filter((kind) => kind.shown);
  const watchers = await watchersOf(ctx, shown, now);
  const situationFor = (person: Person | null) =>
    situationAt(kinds, words, now, {
      watchers,
      member: person !== null,
      names: (kind) => maySeeNames(ctx, kind, person),
    });
  // one text for all who may read the same
  const written = new Map<string, { rest: string; etag: string }>();
  // asked each time: the site may have made it stricter since
  const audienceOf = (person: Person | null) => {
    const named = shown.filter((kind) => maySeeNames(ctx, kind, person)).map(({ id }) => id);
    return `${person ? "member" : "visitor"} ${named.join()}`;
  };
  const textFor = (person: Person | null) => {
    const audience = audienceOf(person);
    let text = written.get(audience);
    if (!text) {
      const rest = JSON.stringify(situationFor(person).availability).slice(1);
      // weak: the same situation is sent with another serverTime each time
      text = { rest, etag: `W/${etagOf(rest)}` };
      written.set(audience, text);
    }
    return text;
  };
  const { changesAt } = situationFor(null);
  const pages = new Map<string, Page>();
  return {
    revision,
    forVisitors: words.visitors,
    from: now,
    until: Math.min(changesAt ?? Infinity, now + longest),
    json(at, person) {
      const { rest, etag } = textFor(person);
      return { body: `{"serverTime":"${iso(at)}",${rest}`, etag };
    },
    html(locale) {
      const audience = `${locale} ${audienceOf(null)}`;
      let page = pages.get(audience);
      if (!page) {
        const body = snippetOf(situationFor(null).availability, locale, now);
        page = { body, etag: etagOf(body) };
        pages.set(audience, page);
      }
      return page;
    },
  };
}

/** Answers the bulletin in force, at the cost of two small reads of Redis now and then. */
export function createBulletins(ctx: Context): () => Promise<Bulletin> {
  let written: Written | undefined;
  let writing: { revision: string; done: Promise<Written> } | undefined;
  let checked: { at: number; revision: Promise<string> } | undefined;
  const forget = () => (checked = undefined);
  ctx.bus.on("kind-changed", forget);
  ctx.bus.on("words-changed", forget);
  ctx.bus.on("watch-changed", forget);
  // who is on leave is not there
  ctx.bus.on("hours-changed", forget);

  const revisionNow = (): Promise<string> => {
    const at = performance.now();
    if (!checked || at - checked.at > recheck) {
      const revision = Promise.all([revisionOf(ctx), watchRevision(ctx)]).then((both) => both.join());
      revision.catch(forget);
      checked = { at, revision };
    }
    return checked.revision;
  };

  return async () => {
    const revision = await revisionNow();
    const now = ctx.clock.now();
    if (written?.revision === revision && written.from <= now && now < written.until) return written;
    if (writing?.revision !== revision) {
      const done = write(ctx, revision).finally(() => (writing = undefined));
      writing = { revision, done };
    }
    written = await writing.done;
    return written;
  };
}
