import { tracked } from "@glimmer/tracking";

interface Options {
  duration?: "short" | "long";
  data: {
    message: string;
    actions?: {
      label: string;
      class?: string;
      action: (given: { close?: () => void }) => void;
    }[];
  };
}
export interface Toast extends Options {
  id: number;
  kind: "success" | "error" | "default";
}

const durations = { short: 5000, long: 12_000 };

/** `service:toasts` */
export class Toasts {
  @tracked all: Toast[] = [];
  private last = 0;

  success(options: Options): { close(): void } {
    const id = this.add("success", options);
    return { close: () => this.close(id) };
  }

  error(options: Options): void {
    this.add("error", options);
  }

  default(options: Options): void {
    this.add("default", options);
  }

  close(id: number): void {
    this.all = this.all.filter((toast) => toast.id !== id);
  }

  private add(kind: Toast["kind"], options: Options): number {
    const id = (this.last += 1);
    this.all = [...this.all, { ...options, id, kind }];
    setTimeout(() => this.close(id), durations[options.duration ?? "short"]);
    return id;
  }
}
