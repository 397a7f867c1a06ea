import { AxeBuilder } from "@axe-core/playwright";
import type { Locator } from "playwright-core";
import type { Screen } from "./screen.ts";

export const button = (screen: Screen, name: string | RegExp): Locator => screen.page.getByRole("button", { name });

/** What axe finds wrong with what is shown, and what the window cuts off. */
export async function faults(screen: Screen, name: string): Promise<string[]> {
  await screen.picture(`setup-${name}`);
  const { violations } = await new AxeBuilder({ page: screen.page }).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  return [...found, ...(await screen.cut()).map((html) => `cut off: ${html}`)].map((fault) => `${name}: ${fault}`);
}
