import { tracked } from "@glimmer/tracking";
import type { ComponentLike } from "@glint/template";

export type Filling = ComponentLike<{ Args: { outletArgs: object } }>;

/** What plugins put into the forum's places, and the links they add. */
export class Outlets {
  @tracked
  links: { name: string; text: string; title: string; url: string }[] = [];
  private fillings = new Map<string, Filling[]>();

  put(name: string, component: Filling): void {
    this.fillings.set(name, [...this.of(name), component]);
  }

  of(name: string): Filling[] {
    return this.fillings.get(name) ?? [];
  }
}
