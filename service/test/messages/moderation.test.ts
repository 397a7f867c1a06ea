import { expect, test } from "@jest/globals";
import { pausedMessage } from "../../src/messages/moderation.ts";

const input = (more: object = {}) => ({
  locale: "fr" as const,
  type: "reply" as const,
  topicTitle: "Erreur 500 [urgent]",
  zone: "Europe/Paris",
  baseUrl: "https://forum.example",
  pageUrl: "https://forum.example/veille/differes?post=1",
  contact: null,
  reason: "tidying" as const,
  until: Date.parse("2026-11-24T08:00:00.000Z"),
  ...more,
});
/** with ordinary spaces, as it is read */
const first = (more?: object) => pausedMessage(input(more)).raw.split("\n")[0]!.replaceAll("\u00a0", " ");

test("a paused reply is named in a sentence, until when, and that a day may come on top", () => {
  expect(first()).toBe(
    "Bonjour, la modération range ce sujet : votre réponse à « Erreur 500 \\[urgent\\] » attend que ce soit fait, et au plus tard jusqu’à mardi 24 novembre à 9 h (un jour de plus si la modération prolonge). Ensuite elle reprend d’elle-même."
  );
  expect(first({ locale: "en" })).toMatch(/^Hello, the moderators are tidying this topic: your reply to “Erreur 500/);
  expect(pausedMessage(input()).title).toContain("Erreur 500 [urgent]");
});

test("a paused reply without a title is only a reply", () => {
  expect(first({ topicTitle: null })).toMatch(/: votre réponse attend que ce soit fait/);
});
