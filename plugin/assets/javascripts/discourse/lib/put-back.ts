import { tracked } from "@glimmer/tracking";
import type Toasts from "discourse/float-kit/services/toasts";
import { i18n } from "discourse-i18n";
import type VeilleAlerts from "../services/veille-alerts.ts";
import type { Choices } from "../services/veille-alerts.ts";
import { problemWords } from "./veille-service.ts";

/** « Tout remettre comme avant », and how that is undone. */
export class PutBack {
  @tracked problem: string | null = null;
  @tracked busy = false;
  /** grows when everything was put back: what is typed on the page is no longer so */
  @tracked generation = 0;

  constructor(
    private readonly alerts: VeilleAlerts,
    private readonly toasts: Toasts
  ) {}

  async run(): Promise<void> {
    const before = this.alerts.choices;
    await this.keepAll(
      {
        hours: { ...before.hours, mode: "as_before", kind: null, windows: [] },
        absences: [],
        rhythm: "daily",
      },
      "veille.alerts.reset.done",
      before
    );
  }

  private async keepAll(
    choices: Choices,
    said: string,
    undo?: Choices
  ): Promise<void> {
    this.busy = true;
    this.problem = null;
    try {
      await this.alerts.keepAll(choices);
      this.generation += 1;
      this.tell(i18n(said), undo);
    } catch (error) {
      this.problem = problemWords(error, "veille.alerts.not_kept");
    } finally {
      this.busy = false;
    }
  }

  private tell(message: string, undo?: Choices): void {
    const actions = undo && [
      {
        label: i18n("veille.undo.label"),
        class: "btn-flat veille-undo",
        action: ({ close }: { close?: () => void }) => {
          close?.();
          void this.keepAll(undo, "veille.alerts.reset.undone");
        },
      },
    ];
    this.toasts.success({
      duration: "long",
      data: { message, ...(actions && { actions }) },
    });
  }
}
