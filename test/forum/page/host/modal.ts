import { tracked } from "@glimmer/tracking";

interface Shown {
  component: object;
  model: object;
  closeModal: (done?: unknown) => void;
}

/** `service:modal`: one dialogue at a time; resolves with what it was closed with. */
export class Modal {
  @tracked active: Shown | null = null;

  show(component: object, { model }: { model: object }): Promise<unknown> {
    return new Promise((resolve) => {
      const closeModal = (done?: unknown) => {
        this.active = null;
        resolve(done);
      };
      this.active = { component, model, closeModal };
    });
  }
}
