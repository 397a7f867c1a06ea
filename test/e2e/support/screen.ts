import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import type { Topic } from "../../forum/rows.ts";

type Name = string | RegExp;
type Card = "Modifier" | "Publier maintenant" | "Retirer" | "Différer à nouveau";

/** The page as somebody uses it: found by what stands on it, in French unless said otherwise. */
export class Screen {
  readonly page: Page;
  readonly composer: Locator;
  /** where one writes */
  readonly text: Locator;
  readonly card: Locator;
  readonly toast: Locator;
  readonly modal: Locator;
  readonly menu: Locator;
  readonly note: Locator;
  readonly replyButton: Locator;
  readonly laterButton: Locator;

  constructor(page: Page) {
    this.page = page;
    this.composer = page.locator("#reply-control");
    this.text = this.composer.getByRole("textbox", { name: /^(Texte|Text)$/ });
    this.card = page.locator(".veille-card");
    this.toast = page.locator(".fk-d-toast");
    this.modal = page.getByRole("dialog").filter({ has: page.locator(".d-modal__body") });
    this.menu = page.locator(".fk-d-menu[data-identifier=veille-later]");
    this.note = page.locator(".veille-note");
    this.laterButton = this.composer.getByRole("button", { name: /^(Publier plus tard|Publish later)$/ });
    this.replyButton = page.locator("#topic-footer-buttons").getByRole("button", { name: /^(Répondre|Reply)$/ });
  }

  async openTopic(topic: Topic): Promise<void> {
    await this.page.goto(`/t/${topic.slug}/${topic.id}`);
    await this.page.locator("#topic-title").waitFor();
  }

  async openList(query = ""): Promise<void> {
    await this.page.goto(`/veille/differes${query}`);
    await this.page.locator(".veille-group").first().waitFor();
  }

  /** Writes a reply to the whole topic; it is not sent. */
  async write(text: string): Promise<void> {
    await this.replyButton.click();
    await this.text.fill(text);
  }

  async openLater(): Promise<void> {
    await this.laterButton.click();
    await this.menu.waitFor();
  }

  /** *Plus tard*, and one of its rows. */
  async later(choice: Name): Promise<void> {
    await this.openLater();
    await this.menu.getByRole("button", { name: choice }).click();
  }

  /** Writes a reply and defers it to the team's return; resolves when the card is there. */
  async defer(topic: Topic, text: string): Promise<void> {
    await this.openTopic(topic);
    await this.write(text);
    await this.later(/^Au retour de l’équipe/);
    await this.cardOf(text).waitFor();
  }

  cardOf(text: string): Locator {
    return this.card.filter({ hasText: text });
  }

  async act(of: Locator, name: Card | "Changer le moment" | "Supprimer" | "Publier ailleurs"): Promise<void> {
    await of.getByRole("button", { name }).click();
  }

  /** An entry of *Différés*. */
  entry(text: string): Locator {
    return this.page.locator(".veille-item").filter({ hasText: text });
  }

  /** A post of the topic that is shown. */
  post(text: string): Locator {
    return this.page.locator(".topic-post").filter({ hasText: text });
  }

  /** On a phone it is behind a button. */
  async openSidebar(): Promise<void> {
    const menu = this.page.getByRole("button", { name: "Menu" });
    if (await menu.isVisible()) await menu.click();
  }

  /** Resolves when the keyboard's focus is there. */
  async focused(place: Locator): Promise<void> {
    const element = await place.elementHandle();
    await this.page.waitForFunction((wanted) => document.activeElement === wanted, element);
  }

  /** By Tab alone. @throws where it is not reached within a hundred stops */
  async tabTo(place: Locator): Promise<void> {
    await place.waitFor();
    for (let stops = 0; stops < 100; stops++) {
      if (await place.evaluate((element) => element === document.activeElement)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not lead to ${String(place)}`);
  }

  /** Whatever a person might be alarmed by. */
  get alarms(): Locator {
    return this.page.locator(".veille-note.--failure, .veille-problem, .composer-problem, .fk-d-toast.--error");
  }

  /** What of the plugin's the window cuts off at its edge. */
  async cut(): Promise<string[]> {
    return this.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("[class*=veille], [class*=veille] *")]
        .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 120))
    );
  }

  /** Words as they are read: no-break spaces are spaces, lines are joined. */
  async read(place: Locator): Promise<string> {
    return (await place.innerText()).replace(/\s+/g, " ").trim();
  }

  /** A picture for a person to judge, where somebody asked for them by naming a folder. */
  async picture(name: string): Promise<void> {
    const { VEILLE_SHOTS: folder } = process.env;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    const { width } = this.page.viewportSize()!;
    await this.page.screenshot({ path: join(folder, `e2e-${width}-${name}.png`) });
  }
}
