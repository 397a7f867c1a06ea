import { createHash } from "node:crypto";
import type { Locale } from "@veille/shared/api/common";
import type { Context } from "../context.ts";
import { findWords, listKinds, revisionOf } from "../kinds/kinds.ts";
import { iso } from "../platform/clock.ts";
import { situationAt } from "./availability.ts";
import { snippetOf } from "./snippet.ts";

export interface Page {
  body: string;
  etag: string;
}

/** The present situation, written out once for everybody who asks until something changes. */
export interface Bulletin {
  json(now: number): Page;
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
  const { availability, changesAt } = situationAt(kinds, words, now);
  const rest = JSON.stringify(availability).slice(1);
  // weak: the same situation is sent with another serverTime each time
  const etag = `W/${etagOf(rest)}`;
  const pages = new Map<Locale, Page>();
  return {
    revision,
    from: now,
    until: Math.min(changesAt ?? Infinity, now + longest),
    json: (at) => ({ body: `{"serverTime":"${iso(at)}",${rest}`, etag }),
    html(locale) {
      let page = pages.get(locale);
      if (!page) {
        const body = snippetOf(availability, locale, now);
        page = { body, etag: etagOf(body) };
        pages.set(locale, page);
      }
      return page;
    },
  };
}

/** Answers the bulletin in force, at the cost of one small read of Redis now and then. */
export function createBulletins(ctx: Context): () => Promise<Bulletin> {
  let written: Written | undefined;
  let writing: { revision: string; done: Promise<Written> } | undefined;
  let checked: { at: number; revision: Promise<string> } | undefined;
  const forget = () => (checked = undefined);
  ctx.bus.on("kind-changed", forget);
  ctx.bus.on("words-changed", forget);

  const revisionNow = (): Promise<string> => {
    const at = performance.now();
    if (!checked || at - checked.at > recheck) {
      const revision = revisionOf(ctx);
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
