import type { CurrentUser, SiteSettings } from "./core-types.ts";

/** Whether to show somebody the way to the settings; the service judges by itself. */
export function isCoordinator(
  user: CurrentUser | null,
  settings: SiteSettings
): boolean {
  const groups = (settings.veille_coordinator_groups ?? "").split("|");
  return Boolean(
    user?.admin || user?.groups?.some(({ id }) => groups.includes(String(id)))
  );
}
