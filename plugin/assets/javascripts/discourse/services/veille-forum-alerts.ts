import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type { WeeklyWindow } from "@veille/shared/api/kind";
import { ajax } from "discourse/lib/ajax";
import type { CurrentUser, SiteSettings } from "../lib/core-types.ts";

/** What of the forum's goes past any silence, by the name of the person's own option. */
export type Option =
  | "email_digests"
  | "mailing_list_mode"
  | "chat_email_frequency";

type Options = Partial<Record<Option, boolean | string | null>> & {
  chat_enabled?: boolean;
};

interface Account {
  user_option?: Options;
  user_notification_schedule?: { enabled?: boolean } & Record<string, unknown>;
}

const off = {
  email_digests: false,
  mailing_list_mode: false,
  chat_email_frequency: "never",
} as const;

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60) % 24, minutes % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");

/** The forum's own ways to alert somebody that nothing can hold, and their switches: the forum keeps them, not we. */
export default class VeilleForumAlerts extends Service {
  @service declare currentUser: CurrentUser;
  @service declare siteSettings: SiteSettings;

  @tracked private account: Account | null = null;
  /** turned off here, and how each was before */
  @tracked before: Partial<Record<Option, boolean | string>> = {};

  private get path(): string {
    return `/u/${encodeURIComponent(this.currentUser.username)}.json`;
  }

  /** @throws what the forum's `ajax` does */
  async load(): Promise<void> {
    const answer = (await ajax(this.path)) as { user: Account };
    this.account = answer.user;
  }

  get known(): boolean {
    return this.account !== null;
  }

  /** Those that alert this person now. */
  isActive(option: Option): boolean {
    const {
      disable_digest_emails: noDigests,
      disable_mailing_list_mode: noList,
    } = this.siteSettings;
    const options = this.account?.user_option ?? {};
    switch (option) {
      case "email_digests":
        return !noDigests && options.email_digests === true;
      case "mailing_list_mode":
        return !noList && options.mailing_list_mode === true;
      case "chat_email_frequency":
        return (
          options.chat_enabled !== false &&
          typeof options.chat_email_frequency === "string" &&
          options.chat_email_frequency !== "never"
        );
    }
  }

  /** By the forum's own call, as its preferences do. @throws what `ajax` does */
  async turnOff(option: Option): Promise<void> {
    const was = this.account!.user_option![option]!;
    await this.change(option, off[option]);
    this.before = { ...this.before, [option]: was };
  }

  async turnOn(option: Option): Promise<void> {
    await this.change(option, this.before[option]!);
    const { [option]: _, ...others } = this.before;
    this.before = others;
  }

  private async change(option: Option, value: boolean | string): Promise<void> {
    await ajax(this.path, { type: "PUT", data: { [option]: value } });
    this.account = {
      ...this.account,
      user_option: { ...this.account!.user_option, [option]: value },
    };
  }

  /** The forum's own schedule as a week of windows; null where it is not in force. Its day 0 is Monday, -1 no hours. */
  get schedule(): WeeklyWindow[] | null {
    const kept = this.account?.user_notification_schedule;
    if (!kept?.enabled) {
      return null;
    }
    return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => {
      const [start, end] = ["start", "end"].map((side) =>
        Number(kept[`day_${weekday - 1}_${side}_time`])
      ) as [number, number];
      return start < 0
        ? []
        : [{ weekday, start: clock(start), end: clock(end) }];
    });
  }

  /** Until when the forum's own "do not disturb" runs; an instant, or null. `now` in ms since the epoch. */
  doNotDisturbUntil(now: number): string | null {
    const until = this.currentUser.do_not_disturb_until;
    return until && Date.parse(until) > now ? until : null;
  }
}
