import type { Locator } from "playwright-core";
import type { User } from "../../forum/rows.ts";
import type { House } from "./house.ts";
import type { Screen } from "./screen.ts";

const team = 41;

/** Somebody of the demonstration's team whom nobody knows yet. */
export function teamMember(house: House, fields: Partial<User> = {}): User {
  const user = house.person("Léa Morel", fields);
  const group = house.forum.store.get("groups", team)!;
  house.forum.store.update("groups", team, { members: [...group.members, user.id] });
  return user;
}

/** *Quand me prévenir*, as somebody uses it. */
export class AlertsScreen {
  readonly screen: Screen;
  /** what holds now, in words */
  readonly now: Locator;
  /** whether the forum has it */
  readonly way: Locator;
  readonly tab: Locator;
  readonly keep: Locator;
  readonly problem: Locator;

  constructor(screen: Screen) {
    const { page } = screen;
    this.screen = screen;
    this.now = page.locator(".veille-alerts__now");
    this.way = page.locator(".veille-alerts__standing [role=status]");
    this.tab = page.locator(".veille-tabs").getByRole("link", { name: "Quand me prévenir" });
    this.keep = page.locator("[data-act=keep-hours]");
    this.problem = page.locator(".veille-problem");
  }

  async open(query = ""): Promise<void> {
    await this.screen.page.goto(`/veille/prevenir${query}`);
    await this.now.waitFor();
  }

  async choose(mode: "Les heures de la coopérative" | "Mes propres heures" | "Ne rien changer"): Promise<void> {
    await this.screen.page.getByRole("button", { name: mode }).click();
  }

  /** A field of the week: `day` 1 is Monday, `window` counts from 1. */
  time(day: number, window: number, part: "start" | "end"): Locator {
    return this.screen.page.locator(`[data-weekday="${day}"] input[data-part=${part}]`).nth(window - 1);
  }

  /** Takes every window away but those of that day, where one remains from `start` to `end`. */
  async oneWindow(day: number, start: string, end: string): Promise<void> {
    const removers = this.screen.page.locator(".veille-windows__remove");
    for (let left = await removers.count(); left > 0; left -= 1) await removers.first().click();
    await this.screen.page.locator(`[data-weekday="${day}"] .veille-windows__add`).click();
    await this.time(day, 1, "start").fill(start);
    await this.time(day, 1, "end").fill(end);
  }

  /** *Enregistrer*, until the forum has it. */
  async save(acted = "Le forum en tient compte."): Promise<void> {
    const answered = this.screen.page.waitForResponse(
      (response) => response.request().method() === "PUT" && response.url().endsWith("/v1/me/declared-hours")
    );
    await this.keep.click();
    await answered;
    await this.way.getByText(acted).waitFor();
  }
}

/** Whose browser that is, on the page. */
export const alertsOf = async (house: House, user: User, sight = {}): Promise<AlertsScreen> =>
  new AlertsScreen(await house.enter(user, sight));
