import { RefusalCode, WaitCode } from "@veille/shared/api/forum";
import fc from "fast-check";
import { giveBackMessage, type GiveBackInput } from "../../src/messages/give-back.ts";
import { reasonClause, reasons, waysOn } from "../../src/messages/reason-sentences.ts";

const input = (more: Partial<GiveBackInput> = {}): GiveBackInput => ({
  locale: "fr",
  reason: "topic_solved",
  errors: [],
  title: null,
  topicTitle: "Mon site affiche une erreur 500",
  topicUrl: "https://forum.test/t/12",
  raw: "Bonjour,\n\nvoici ce que **je** proposerais : @lea saura.",
  type: "reply",
  dueAt: Date.parse("2026-11-23T08:00:00Z"),
  zone: "Europe/Paris",
  baseUrl: "https://forum.test",
  pageUrl: "https://forum.test/veille/differes?post=x",
  maxPostLength: 32_000,
  contact: null,
  draftMaybe: true,
  ...more,
});

/** What stands in the code fences of a post, by CommonMark's rule for where one ends. */
function fencesIn(post: string): string[] {
  const found: string[] = [];
  let open: { length: number; lines: string[] } | null = null;
  for (const line of post.split("\n")) {
    const mark = /^(`{3,})(.*)$/.exec(line);
    if (open && /^ {0,3}`+\s*$/.test(line) && line.trim().length >= open.length) {
      found.push(open.lines.join("\n"));
      open = null;
    } else if (open) open.lines.push(line);
    else if (mark && mark[2] === "text") open = { length: mark[1]!.length, lines: [] };
  }
  expect(open).toBeNull();
  return found;
}

/** The person's text, put together again from the posts of the message. */
function readBack({ posts }: { posts: string[] }): string {
  return posts.length === 1 ? fencesIn(posts[0]!).at(-1)! : posts.slice(1).flatMap(fencesIn).join("");
}
const loneSurrogate = /\p{Cs}/u;
const outsideFences = (post: string): string => post.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, "");

const codes = [...RefusalCode.options, ...WaitCode.options, ...(Object.keys(reasons) as (keyof typeof reasons)[])];
const types = ["reply", "topic", "message"] as const;

describe("what a person reads", () => {
  it("says first what happened, then where the text is, then the ways on, then whom to talk to", () => {
    const { title, posts } = giveBackMessage(input());
    expect(title).toBe("Votre réponse à «\u00a0Mon site affiche une erreur 500\u00a0» n’a pas été publiée");
    expect(posts).toHaveLength(1);
    expect(posts[0]).toBe(
      [
        "Bonjour, votre réponse devait paraître lundi 23\u00a0novembre à 9\u00a0h, mais une solution y a été trouvée entre-temps.",
        "Rien n’est perdu\u00a0: la voici en entier. Le texte est aussi dans [vos messages différés](https://forum.test/veille/differes?post=x). S’il n’y avait pas de brouillon à cet endroit, il est également dans vos brouillons.",
        "```text\nBonjour,\n\nvoici ce que **je** proposerais : @lea saura.\n```",
        "[Lire le sujet](https://forum.test/t/12) · [Choisir un autre moment](https://forum.test/veille/differes?post=x&act=defer-again) · [Publier ailleurs](https://forum.test/veille/differes?post=x&act=elsewhere)",
        "Sinon, rien à faire\u00a0: le texte reste gardé pendant un an.",
        "Message automatique — pour parler à quelqu’un\u00a0: [forum.test/about](https://forum.test/about)",
      ].join("\n\n")
    );
  });

  it("says the same in English", () => {
    const { title, posts } = giveBackMessage(input({ locale: "en", dueAt: Date.parse("2026-11-23T08:30:00Z") }));
    expect(title).toBe("Your reply to “Mon site affiche une erreur 500” was not published");
    expect(posts[0]).toContain(
      "Hello, your reply was planned for Monday 23\u00a0November, 9:30, but a solution was found there in the meantime."
    );
    expect(posts[0]).toContain("Automatic message — to talk to somebody: ");
  });

  it("carries the title of a topic or message, too, and names it in the subject", () => {
    const { title, posts } = giveBackMessage(
      input({ type: "topic", title: "Panne @tous", topicTitle: null, reason: "refused" })
    );
    expect(title).toBe("Votre sujet «\u00a0Panne @tous\u00a0» n’a pas été publié");
    expect(fencesIn(posts[0]!)).toEqual(["Panne @tous", input().raw]);
  });

  it("does without a title, a topic, a moment", () => {
    const { title, posts } = giveBackMessage(
      input({ topicTitle: null, topicUrl: null, dueAt: null, draftMaybe: false })
    );
    expect(title).toBe("Votre réponse n’a pas été publiée");
    expect(posts[0]).toMatch(/^Bonjour, votre réponse n’a pas été publiée\u00a0: une solution/);
    expect(posts[0]).not.toMatch(/brouillon|Lire le sujet/);
  });

  it("repeats what the forum said, where it mentions nobody", () => {
    const { posts } = giveBackMessage(
      input({ reason: "refused", errors: ["Le titre est trop court", "@admin l’a dit"] })
    );
    expect(posts[0]).toContain("Le forum a répondu\u00a0:");
    expect(fencesIn(posts[0]!)[0]).toBe("Le titre est trop court\n@admin l’a dit");
    expect(outsideFences(posts[0]!)).not.toContain("@");
  });

  it.each<[string | null, string]>([
    [null, "[forum.test/about](https://forum.test/about)"],
    ["https://coop.test/contact/", "[coop.test/contact](https://coop.test/contact/)"],
    ["entraide@coop.test", "[entraide@coop.test](mailto:entraide@coop.test)"],
    ["/g/equipe", "[forum.test/g/equipe](https://forum.test/g/equipe)"],
    ["@camille", "[forum.test/u/camille](https://forum.test/u/camille)"],
    ["https://[", "[forum.test/u/https://\\[](https://forum.test/u/https://[)"],
  ])("ends with whom to talk to, for the setting %s", (contact, ending) => {
    expect(giveBackMessage(input({ contact })).posts[0]!.endsWith(ending)).toBe(true);
  });
});

describe("every reason", () => {
  it.each([...new Set(codes)])("%s has a clause in both languages, that blames nobody and ends open", (code) => {
    for (const locale of ["fr", "en"] as const) {
      const clause = reasonClause(code, locale);
      expect(clause).not.toBe(reasonClause("of a newer forum", locale));
      expect(clause).toMatch(/^\p{Ll}.*[^.!?\s]$/u);
      expect(clause).not.toMatch(/!|erreur de votre part|your fault/);
    }
  });

  it("unknown here is said in words that are always true", () => {
    expect(reasonClause("toString", "fr")).toBe("cela n’a pas été possible");
    expect(waysOn("newer")).toContain("defer-again");
  });

  it("leads nowhere that it closed: a topic that is gone or unseen is not linked", () => {
    for (const reason of ["topic_gone", "topic_unseen"]) {
      expect(giveBackMessage(input({ reason })).posts[0]).not.toContain("/t/12");
    }
  });
});

describe("French", () => {
  const everything = codes.flatMap((reason) =>
    types.flatMap((type) =>
      [32_000, 4_000].flatMap((maxPostLength) => {
        const raw = maxPostLength === 4_000 ? "mot ".repeat(2_000) : "mot";
        const message = giveBackMessage(input({ reason, type, title: "Titre", raw, maxPostLength, errors: ["Non"] }));
        return [message.title, ...message.posts.map(outsideFences)];
      })
    )
  );

  it("has typographic apostrophes, no-break spaces before : ; ? ! » and after «, and no exclamation", () => {
    for (const text of everything) {
      const words = text.replace(/\]\([^)]*\)/g, "]");
      expect(words).not.toMatch(/'|!|[^\u00a0][:;?»]|«[^\u00a0]|\d h\b/u);
    }
  });
});

describe("the text", () => {
  const letters = fc.constantFrom(
    "a",
    " ",
    "\n",
    "`",
    "```",
    "``` \n",
    "\n````text\n",
    "👩‍🚒",
    "é",
    "~~~",
    "@lea",
    "\t",
    "\r\n"
  );
  const texts = fc.array(letters, { minLength: 1, maxLength: 4_000 }).map((parts) => parts.join(""));
  const inputs = fc.record({
    raw: texts,
    maxPostLength: fc.integer({ min: 4_000, max: 40_000 }),
    type: fc.constantFrom(...types),
    locale: fc.constantFrom("fr" as const, "en" as const),
    reason: fc.constantFrom(...codes),
    errors: fc.array(texts, { maxLength: 2 }),
    title: fc.option(
      fc.string({ minLength: 1, maxLength: 255, unit: "grapheme" }).map((text) => text.replace(/\s/g, "_"))
    ),
    topicTitle: fc.option(fc.string({ maxLength: 255, unit: "grapheme" })),
  });

  it("can be read back whole from the posts, whatever backticks it holds, in posts that fit", () => {
    fc.assert(
      fc.property(inputs, (more) => {
        const message = giveBackMessage(input(more));
        expect(readBack(message)).toBe(more.raw);
        for (const post of message.posts) {
          expect(post.length).toBeLessThanOrEqual(more.maxPostLength);
          expect(post).not.toMatch(loneSurrogate);
        }
      }),
      { numRuns: 300 }
    );
  });

  it.each([
    ["a wall of backticks", "`".repeat(30_000)],
    ["one endless word", "a".repeat(150_000)],
    ["nothing but emoji", "🦉".repeat(40_000)],
    ["long lines", `${"mot ".repeat(400)}\n`.repeat(60)],
  ])("can be read back whole when it is %s", (_what, raw) => {
    const message = giveBackMessage(input({ raw, maxPostLength: 8_000 }));
    expect(readBack(message)).toBe(raw);
    expect(message.posts.every((post) => post.length <= 8_000 && !loneSurrogate.test(post))).toBe(true);
    expect(message.posts[1]).toMatch(new RegExp(`^Votre texte, partie 1 sur ${message.posts.length - 1}\u00a0:`));
  });

  it("is cut after a line rather than inside one", () => {
    const raw = `${"x".repeat(999)}\n`.repeat(20);
    const { posts } = giveBackMessage(input({ raw, maxPostLength: 8_000 }));
    expect(posts.slice(1).every((post) => fencesIn(post)[0]!.endsWith("\n"))).toBe(true);
  });

  it("is never announced by a subject that the forum would cut", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 400, unit: "grapheme" }),
        fc.constantFrom("fr" as const, "en" as const),
        (name, locale) => {
          const { title } = giveBackMessage(input({ topicTitle: name, locale }));
          expect(title.length).toBeLessThanOrEqual(255);
          expect(title).not.toMatch(loneSurrogate);
          expect(title).not.toMatch(/\n/);
          if (name.trim().length > 0 && name.length < 100) expect(title).toContain(name.replace(/\s+/gu, " ").trim());
        }
      )
    );
  });
});
