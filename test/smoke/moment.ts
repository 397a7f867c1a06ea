import type { When } from "@veille/shared/api/when";

/** The next moment that may be chosen (on a minute, one minute ahead at least, UTC), or null if it is further than that. */
export function momentFrom(now: number, furthest: number): When | null {
  const margin = 1_500;
  const at = Math.ceil((now + 60_000 + margin) / 60_000) * 60_000;
  if (at - now > furthest) return null;
  return { moment: { local: new Date(at).toISOString().slice(0, 16), zone: "UTC" } };
}
