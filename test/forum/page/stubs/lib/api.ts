import type { PluginApi } from "discourse/lib/plugin-api";

type Callback = (api: PluginApi, options: object) => unknown;

const callbacks: Callback[] = [];

/** Kept until the page stands; then `runInitializers` calls them. */
export const apiInitializer = ((callback: Callback) => {
  callbacks.push(callback);
  return { name: "stand-in", after: "", initialize: () => undefined };
}) satisfies (typeof import("discourse/lib/api"))["apiInitializer"];

export function runInitializers(api: object): void {
  callbacks.forEach((callback) => callback(api as PluginApi, {}));
}
