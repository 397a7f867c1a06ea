import type { Browser, Page } from "playwright-core";
import type { Forum } from "../../forum/forum.ts";
import type { User } from "../../forum/rows.ts";
import { openSession } from "../../forum/who.ts";

/** How somebody sees the page. */
export interface Sight {
  width: number;
  language: "fr" | "en";
  dark: boolean;
}

/** The two sizes that every journey is taken in. */
export const sizes = [
  ["on a wide screen", 1280],
  ["on a phone", 390],
] as const;

const patience = 30_000;

/** A page in a browser of its own, signed in. */
export async function visit(browser: Browser, forum: Forum, user: User | null, sight: Partial<Sight>): Promise<Page> {
  const { width = 1280, language = "fr", dark = false } = sight;
  const phone = width < 600;
  const context = await browser.newContext({
    baseURL: forum.url,
    viewport: { width, height: phone ? 844 : 800 },
    locale: language === "fr" ? "fr-FR" : "en-GB",
    timezoneId: "Europe/Paris",
    colorScheme: dark ? "dark" : "light",
    ...(phone && { isMobile: true, hasTouch: true, deviceScaleFactor: 2 }),
  });
  context.setDefaultTimeout(patience);
  if (user) {
    const { id } = openSession(forum.context, user.id);
    await context.addCookies([{ name: "_t", value: id, url: forum.url }]);
  }
  return context.newPage();
}
