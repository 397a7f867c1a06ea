import { describe, expect, it } from "@jest/globals";
import type { HeldThing } from "@veille/shared/api/forum";
import { digestMessage, type DigestInput } from "../../src/messages/digest.ts";

const thing = (more: Partial<HeldThing> = {}): HeldThing => ({
  ...{ heldId: 1, type: 2, at: "2026-11-23T20:00:00.000Z", topicId: 7, postId: 70, postNumber: 4 },
  ...{ title: "Certificat expiré", byUsername: "paul" },
  ...more,
});
const input = (more: Partial<DigestInput> = {}): DigestInput => ({
  locale: "fr",
  zone: "Europe/Paris",
  now: Date.parse("2026-11-24T08:00:00Z"),
  before: Date.parse("2026-11-23T08:00:00Z"),
  things: [thing()],
  requests: [{ topicId: 9, title: "Erreur 500 après la mise à jour" }],
  afterLeave: false,
  baseUrl: "https://forum.test",
  contact: "aide@coop.test",
  maxPostLength: 32_000,
  ...more,
});

describe("the digest", () => {
  it("says in French what was said to somebody, what is new, and that nothing is urgent", () => {
    expect(digestMessage(input())).toEqual({
      title: "Le point de mardi",
      raw: [
        "Bonjour, voici ce qui vous attendait.",
        "**Pour vous**\n\n- paul vous a répondu dans [«\u00a0Certificat expiré\u00a0»](https://forum.test/t/7/4)",
        "**Nouveau depuis hier**\n\n- [«\u00a0Erreur 500 après la mise à jour\u00a0»](https://forum.test/t/9)",
        "Rien de tout cela n’est urgent\u00a0; prenez ce que vous voulez.",
        "[Changer quand je reçois ce point](https://forum.test/veille/prevenir) · [Ne plus le recevoir](https://forum.test/veille/prevenir?act=no-digest)",
        "Message automatique — pour parler à quelqu’un\u00a0: [aide\\@coop.test](mailto:aide@coop.test)".replace(
          "\\",
          ""
        ),
      ].join("\n\n"),
    });
  });

  it("says the same in English", () => {
    const { title, raw } = digestMessage(input({ locale: "en" }));
    expect(title).toBe("Tuesday’s digest");
    expect(raw).toContain("- paul replied to you in [“Certificat expiré”](https://forum.test/t/7/4)");
    expect(raw).toContain("**New since yesterday**");
    expect(raw).toContain("None of this is urgent");
  });

  it("knows since when things are new, by the person's own days", () => {
    const heading = (before: string | null) =>
      /\*\*(Nouveau.*?)\*\*/.exec(
        digestMessage(input({ before: before === null ? null : Date.parse(before) })).raw
      )?.[1];
    expect(heading("2026-11-24T01:00:00Z")).toBe("Nouveau aujourd’hui");
    expect(heading("2026-11-20T08:00:00Z")).toBe("Nouveau depuis vendredi");
    expect(heading("2026-11-01T08:00:00Z")).toBe("Nouveau");
    expect(heading(null)).toBe("Nouveau");
  });

  it.each([
    [1, "paul parle de vous dans"],
    [3, "paul vous cite dans"],
    [6, "paul vous a écrit\u00a0:"],
    [9, "paul a écrit dans"],
    [15, "paul s’adresse à votre groupe dans"],
    [17, "paul a ouvert"],
    [25, "Du nouveau dans"],
    [9999, "Du nouveau dans"],
  ])("says what a notification of type %i is", (type, words) => {
    expect(digestMessage(input({ things: [thing({ type })] })).raw).toContain(`- ${words} [«`);
  });

  it("says nothing of what the forum does not name", () => {
    const nameless = thing({ type: 6, title: null, byUsername: null, topicId: null });
    expect(digestMessage(input({ things: [nameless] })).raw).toContain("- Quelqu’un vous a écrit\n");
  });

  it("is one sentence about what is new, after a leave", () => {
    const { raw } = digestMessage(input({ afterLeave: true }));
    expect(raw).toContain(
      "Pendant votre absence, l’équipe a suivi les nouvelles demandes\u00a0: il n’y a rien à rattraper."
    );
    expect(raw).not.toContain("Erreur 500");
    expect(digestMessage(input({ afterLeave: true, requests: [] })).raw).not.toContain("absence");
  });

  it("has five lines a list, then others, and fewer where posts are short", () => {
    const things = Array.from({ length: 9 }, (_, at) => thing({ heldId: at, title: `Sujet ${at}` }));
    const lines = (most: number) => digestMessage(input({ things, maxPostLength: most })).raw.match(/^- /gm)?.length;
    expect([lines(32_000), lines(700)]).toEqual([7, expect.any(Number)]);
    expect(lines(700)).toBeLessThan(7);
    expect(digestMessage(input({ things })).raw).toContain("- et d’autres encore");
  });
});
