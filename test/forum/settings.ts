import type { Store } from "./store.ts";

/** Named as the forum names them; those of the last block are the stand-in's own switches. */
const defaults = {
  title: "Forum d’essai",
  default_locale: "fr",
  login_required: false,
  min_post_length: 20,
  min_personal_message_post_length: 10,
  max_post_length: 32_000,
  min_topic_title_length: 15,
  min_personal_message_title_length: 2,
  max_topic_title_length: 255,
  unique_posts_mins: 5,
  max_consecutive_replies: 3,
  allow_duplicate_topic_titles: false,
  rate_limit_create_post: 5,
  rate_limit_new_user_create_post: 30,
  rate_limit_create_topic: 15,
  max_topics_per_day: 20,
  max_topics_in_first_day: 3,
  max_replies_in_first_day: 10,
  /** ids of groups, `|` between: everybody else's posts are read before they show */
  approve_unless_allowed_groups: "10",
  /** words, `|` between */
  blocked_words: "",
  veille_waiting_per_person: 50,
  veille_days_ahead: 365,
  veille_calls_per_minute: 40,
  veille_late_rule: "next_opening",
  veille_moved_on_rule: "give_back",
  veille_bot_username: "veille",
  veille_contact: "",
  veille_names_shown_to: "members",
  veille_table_shown_to: "team",
  veille_order_months: 3,
  veille_coordinator_groups: "",

  author_limits: true,
  admin_calls_per_minute: 60,
  ip_limits: false,
  read_only: false,
  staff_writes_only: false,
  batch_seconds: 8,
};
export type Settings = { -readonly [K in keyof typeof defaults]: Widened<(typeof defaults)[K]> };
type Widened<T> = T extends number ? number : T extends boolean ? boolean : string;

const same = (name: string, value: string | number | boolean): string | number | boolean => {
  const model = defaults[name as keyof Settings];
  if (typeof model === "boolean") return value === true || value === "true";
  return typeof model === "number" ? Number(value) : String(value);
};

export const isSetting = (name: string): name is keyof Settings => Object.hasOwn(defaults, name);

/** A live view of the stored settings: read a field for the present value, assign one to change it. */
export function liveSettings(store: Store): Settings {
  return new Proxy({} as Settings, {
    get: (_, name: string) => store.get("settings", name)?.value ?? defaults[name as keyof Settings],
    set: (_, name: string, value: string | number | boolean) => {
      if (!isSetting(name)) throw new Error(`no setting ${name}`);
      store.put("settings", { id: name, value: same(name, value) });
      return true;
    },
    ownKeys: () => Object.keys(defaults),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
}
