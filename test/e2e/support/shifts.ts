import type { House } from "./house.ts";

const dayMs = 86_400_000;
let count = 0;

export interface Made {
  id: string;
  /** local date of its first shift */
  date: string;
  /** of its first shift */
  shift: string;
}

/** A template of one place, by default in three days at 9; what `fields` does not say. */
export async function makeTemplate(house: House, fields: object = {}, inDays = 3): Promise<Made> {
  const date = new Date(house.forum.clock.now() + inDays * dayMs);
  const anchor = date.toLocaleDateString("sv", { timeZone: "Europe/Paris" });
  const weekday = new Date(anchor).getUTCDay() || 7;
  const id = `journey-${(count += 1)}`;
  await house.ask("PUT", `/v1/shift-templates/${id}`, {
    ...{ version: 0, confirm: null, kind: "demo", name: null, about: null, anchor, until: null, everyWeeks: 1 },
    ...{ weekday, start: "09:00", length: { end: "12:00" }, onHolidays: true, places: 1 },
    ...fields,
  });
  return { id, date: anchor, shift: `${id}:${anchor}` };
}

interface Template {
  id: string;
  version: number;
  flags: unknown;
}

/** Changes it as a coordinator does who has read the preview; null: removes it. */
export async function changeTemplate(house: House, id: string, change: object | null): Promise<void> {
  const path = `/v1/shift-templates/${id}`;
  const { templates } = (await house.ask("GET", "/v1/shift-templates")) as { templates: Template[] };
  const { id: _, version, flags: __, ...present } = templates.find((one) => one.id === id)!;
  const fields = change && { ...present, ...change };
  const { digest } = (await house.ask("POST", `${path}/preview`, { version, fields })) as { digest: string };
  if (fields) await house.ask("PUT", path, { version, confirm: digest, ...fields });
  else await house.ask("DELETE", `${path}?version=${version}&confirm=${digest}`);
}
