import { tracked } from "@glimmer/tracking";
import type { ComponentLike } from "@glint/template";

export type Filling = ComponentLike<{ Args: { outletArgs: object } }>;

export interface MenuButton {
  icon?: string;
  translatedLabel: string;
  action: () => unknown;
}
type ButtonOf = (topic: object) => MenuButton | null;

/** What plugins put into the forum's places, and the links they add. */
export class Outlets {
  @tracked
  links: { name: string; text: string; title: string; url: string }[] = [];
  private buttons: ButtonOf[] = [];
  private fillings = new Map<string, Filling[]>();

  put(name: string, component: Filling): void {
    this.fillings.set(name, [...this.of(name), component]);
  }

  addTopicButton(button: ButtonOf): void {
    this.buttons.push(button);
  }

  topicButtons(topic: object): MenuButton[] {
    return this.buttons.map((button) => button(topic)).filter((button) => button !== null);
  }

  of(name: string): Filling[] {
    return this.fillings.get(name) ?? [];
  }
}
