import {
  topic,
  first,
  paul,
  change,
  later,
  before,
  reply,
  draft,
  drafts,
  inTopic,
  inCategory,
  approval,
  pictureForm,
  move,
  queued,
  type Changes,
  type Scene,
  type More,
} from "./stage.ts";

const page = ["suggested_topics", "notice", "link_counts", "timeline_lookup"];

/** How the stand-in is brought into the state in which each recording was made. */
export const recordings: [name: string, scene: Scene, more?: More][] = [
  ["core-create-topic", inCategory(3)],
  ["refusal-closed-core", inTopic((forum) => change(forum, { closedAt: 1 }))],
  ["refusal-archived-core", inTopic((forum) => change(forum, { archivedAt: 1 }))],
  ["refusal-deleted-core", inTopic((forum) => change(forum, { deletedAt: 1 }))],
  ["refusal-topic-unknown-core", () => ({})],
  ["refusal-private-core", inTopic((forum) => forum.store.update("categories", 3, { permissions: { staff: 1 } }))],
  ["refusal-silenced-core", inTopic((forum) => paul(forum, { silencedTill: later(forum) }))],
  ["refusal-suspended-core", inTopic((forum) => paul(forum, { suspendedTill: later(forum) }))],
  ["refusal-inactive-core", inTopic((forum) => paul(forum, { active: false }))],
  ["refusal-anonymised-core", inTopic((forum) => paul(forum, { anonymised: true }))],
  ["refusal-user-unknown-core", () => ({ as: "personne" })],
  ["refusal-wrong-key-core", () => ({ key: "0".repeat(64) })],
  ["refusal-too-short-core", inTopic()],
  ["refusal-empty-core", inTopic()],
  ["refusal-title-short-core", inCategory(3)],
  [
    "refusal-duplicate-title-core",
    inCategory(3, (forum) => change(forum, { title: "Un titre déjà pris par quelqu un 6c535" })),
  ],
  [
    "refusal-category-readonly-core",
    inCategory(3, (forum) => forum.store.update("categories", 3, { permissions: { everyone: 3 } })),
  ],
  [
    "refusal-duplicate-core",
    async (forum) => {
      const raw = "Les mêmes mots deux fois de suite";
      await reply(forum, "paul", raw);
      return { body: { topic_id: topic, raw } };
    },
  ],
  [
    "refusal-consecutive-core",
    async (forum) => {
      for (let count = 0; count < 3; count++) await reply(forum, "marie");
      return { as: "marie", body: { topic_id: topic } };
    },
  ],
  [
    "refusal-slow-mode-core",
    async (forum) => {
      change(forum, { slowModeSeconds: 3600 });
      await reply(forum, "sam");
      return { as: "sam", body: { topic_id: topic } };
    },
  ],
  ["refusal-word-block-core", inTopic((forum) => (forum.settings.blocked_words = "spkbloque"))],
  ["refusal-readonly-core", inTopic((forum) => (forum.settings.read_only = true))],
  ["refusal-readonly-staff-writes-core", inTopic((forum) => (forum.settings.staff_writes_only = true))],
  [
    "refusal-author-rate-core",
    inTopic(async (forum) => {
      forum.settings.author_limits = true;
      await reply(forum, "paul");
    }),
  ],
  [
    "refusal-first-day-core",
    inTopic(async (forum) => {
      Object.assign(forum.settings, { author_limits: true, max_replies_in_first_day: 1 });
      paul(forum, { createdAt: forum.clock.now(), trustLevel: 0 });
      await reply(forum, "paul");
      forum.clock.advance(60_000);
    }),
  ],
  [
    "refusal-topics-per-day-core",
    inCategory(3, async (forum) => {
      Object.assign(forum.settings, { author_limits: true, max_topics_per_day: 1 });
      await before(forum, "paul", "POST", "/posts.json", {
        title: "Le premier sujet du jour",
        category: 3,
        raw: "Un texte assez long pour passer.",
      });
      forum.clock.advance(60_000);
    }),
  ],
  ["refusal-approval-category-reply-core", inTopic(approval)],
  ["refusal-approval-category-topic-core", inCategory(3, approval)],
  ["refusal-approval-group-core", inTopic((forum) => (forum.settings.approve_unless_allowed_groups = "14"))],
  ["reviewable-approve", queued("approve_post")],
  ["reviewable-reject", queued("reject_post")],
  [
    "limit-admin-api",
    (forum) => {
      forum.settings.admin_calls_per_minute = 1;
      forum.context.calls.admin.push(forum.clock.now());
      return { path: "/latest.json" };
    },
  ],
  [
    "limit-per-ip",
    (forum) => {
      forum.settings.ip_limits = true;
      forum.context.calls.byAddress.set(
        "127.0.0.1",
        Array.from({ length: 50 }, () => forum.clock.now())
      );
      return { path: "/latest.json" };
    },
  ],
  ["draft-reply-none", () => ({ body: draft })],
  [
    "draft-reply-existing-current",
    async (forum) => {
      await drafts(forum, 0);
      return { body: draft };
    },
  ],
  [
    "draft-reply-existing-stale",
    async (forum) => {
      await drafts(forum, 0);
      return { body: draft };
    },
  ],
  [
    "draft-reply-existing-force",
    async (forum) => {
      await drafts(forum, 0);
      return { body: draft };
    },
  ],
  ["draft-no-draft-old-sequence", () => ({ body: draft })],
  [
    "draft-suspended",
    (forum) => {
      paul(forum, { suspendedTill: later(forum) });
      return { body: draft };
    },
  ],
  [
    "draft-silenced",
    (forum) => {
      paul(forum, { silencedTill: later(forum) });
      return { body: draft };
    },
  ],
  ["draft-new-topic", () => ({})],
  ["draft-key-too-long", () => ({})],
  [
    "draft-get",
    async (forum) => {
      await drafts(forum, 0);
      return { path: `/drafts/topic_${topic}.json` };
    },
  ],
  [
    "drafts-list",
    async (forum) => {
      await drafts(forum, 0);
      return {};
    },
  ],
  ["move-split-new", move([1, 2])],
  ["move-tl4", move([1])],
  ["move-first-post", move([0, 1])],
  ["move-full", move([0, 1, 2])],
  ["move-freeze-original", move([1], { destination_topic_id: 3 })],
  ["move-to-existing", move([1], { destination_topic_id: 3 })],
  ["move-to-existing-chronological", move([1], { destination_topic_id: 3 })],
  ["move-merge", move([], { destination_topic_id: 3 }, "merge-topic")],
  ["move-hop1", move([1, 2])],
  [
    "move-hop2",
    async (forum) => {
      const [, second, third] = first(forum);
      const body = { title: "Premier saut du sujet", post_ids: [second!.id, third!.id], category_id: 3 };
      const { url } = (await before(forum, "modo", "POST", `/t/${topic}/move-posts.json`, body)) as { url: string };
      return {
        as: "modo",
        path: `/t/${url.split("/").at(-1)}/move-posts.json`,
        body: { post_ids: [second!.id], category_id: 3 },
      };
    },
  ],
  ["move-forbidden", (forum) => ({ ...(move([1])(forum) as Changes), as: "marie" })],
  ["pm-digest-first-system", () => ({ as: "system", body: { target_recipients: "paul" } })],
  [
    "pm-digest-same-external-id-system",
    async (forum) => {
      const body = { title: "Votre point du jour", raw: "Voici votre point du jour.", archetype: "private_message" };
      const external_id = "veille-digest-system-617569";
      await before(forum, "system", "POST", "/posts.json", { ...body, target_recipients: "paul", external_id });
      return { as: "system", body: { target_recipients: "paul" } };
    },
  ],
  ["post-show", (forum) => ({ path: `/posts/${first(forum)[1]!.id}.json` }), { but: page }],
  ["topic-show-member", () => ({ path: `/t/${topic}.json` }), { but: page }],
  [
    "topic-show-closed",
    (forum) => {
      change(forum, { closedAt: 1 });
      return { as: "sam", path: `/t/${topic}.json` };
    },
    { but: page },
  ],
  [
    "topic-with-draft",
    async (forum) => {
      await before(forum, "sam", "POST", "/drafts.json", { ...draft, sequence: 0 });
      return { as: "sam", path: `/t/${topic}.json` };
    },
    { but: page },
  ],
  [
    "topic-show-deleted",
    (forum) => {
      change(forum, { deletedAt: 1 });
      return { path: `/t/${topic}.json` };
    },
    { but: ["extras"] },
  ],
  ["upload-image", () => ({ form: pictureForm() })],
  ["group-add-member", () => ({ as: "system", path: "/groups/41/members.json", body: { usernames: "paul" } })],
  ["group-remove-member", () => ({ as: "system", path: "/groups/41/members.json", body: { usernames: "lea" } })],
  ["group-members", () => ({ as: "system", path: "/groups/equipe/members.json" })],
];
