import type { Locale } from "@veille/shared/api/common";
import type { Shift } from "@veille/shared/api/watch";
import { localOf } from "@veille/shared/time/wall-time";
import type { Context } from "../context.ts";
import { listKinds } from "../kinds/kinds.ts";
import { ms } from "../platform/clock.ts";

const words = {
  fr: {
    head: ["Date", "Début", "Fin", "Fuseau", "Type d’aide", "Nom", "Places", "Libres", "Remplacements", "Personnes"],
    somebody: (count: number) => (count === 1 ? "une personne de l’équipe" : `${count} personnes de l’équipe`),
  },
  en: {
    head: ["Date", "Start", "End", "Zone", "Kind of help", "Name", "Places", "Open", "Replacements", "People"],
    somebody: (count: number) => (count === 1 ? "somebody from the team" : `${count} people from the team`),
  },
};

/** RFC 4180; what a spreadsheet would run as a formula is text. */
const cell = (value: string | number): string => {
  const text = typeof value === "number" ? String(value) : /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Shifts as that person may see them, with the times of each kind's wall clock. Begins with a mark that it is UTF-8. */
export async function csvOf(ctx: Context, shifts: Shift[], locale: Locale): Promise<string> {
  const said = words[locale];
  const names = new Map((await listKinds(ctx)).map(({ id, name }) => [id, name[locale]]));
  const rows = shifts.map((shift) => {
    const [start, end] = [shift.start, shift.end].map((at) => localOf(ms(at), shift.zone).replace("T", " "));
    const people = [
      ...shift.people.map(({ username, name }) => name ?? username),
      ...(shift.others > 0 ? [said.somebody(shift.others)] : []),
    ];
    return [
      ...[shift.date, start!, end!, shift.zone, names.get(shift.kind) ?? shift.kind, shift.name?.[locale] ?? ""],
      ...[shift.places, shift.free, shift.replacements, people.join(", ")],
    ];
  });
  return `\ufeff${[said.head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
