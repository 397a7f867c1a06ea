import { ask } from "../../host/forum.ts";

export const ajax = ((path: string, options: { type?: string; data?: object } = {}) =>
  ask(options.type ?? "GET", path, options.data)) satisfies (typeof import("discourse/lib/ajax"))["ajax"];
