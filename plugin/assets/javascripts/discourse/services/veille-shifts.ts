import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type {
  GoneShift,
  OneShift,
  Shift,
  ShiftAnswer,
  ShiftList,
} from "@veille/shared/api/watch";
import { localMinute } from "../lib/format.ts";
import { dayOf, lastDayOf } from "../lib/shift-words.ts";
import { ServiceError } from "../lib/veille-service.ts";
import { addDays, mondayOf } from "../lib/wall-time.ts";
import type Veille from "./veille.ts";

/** The longest shift, days: it may have begun so much before the week that it runs in. */
const longest = 14;

/** Where a shift of a link is by now. */
export type Located =
  | OneShift
  /** it does not take place: when it was to, where that is still known */
  | { shift: null; gone: GoneShift | null };

/** One week of the table of shifts. */
export default class VeilleShifts extends Service {
  @service declare veille: Veille;

  /** null: not known. Of the week and what runs into it, in the order of their starts. */
  @tracked shifts: Shift[] | null = null;
  /** whether there is a table that this person may read; null: not known */
  @tracked offered: boolean | null = null;
  /** the Monday of the week that is looked at; empty: not yet */
  @tracked monday = "";

  private asking: Promise<unknown> | null = null;

  get today(): string {
    const now = new Date(this.veille.now).toISOString();
    return localMinute(now, this.veille.zone).slice(0, 10);
  }

  get sunday(): string {
    return addDays(this.monday, 6);
  }

  /** For the tab: whether there is something to see, asked where a kind has come that far; quiet about what goes wrong. */
  async know(): Promise<void> {
    await this.veille.firstKnown;
    if (this.offered === null && this.veille.kinds.some((k) => k.step >= 3)) {
      this.asking ??= this.load().finally(() => (this.asking = null));
      await this.asking.catch(() => null);
    }
  }

  /** The week of that date; this one where none is said. @throws ServiceError but 404: there is no table */
  async load(date = this.monday || this.today): Promise<void> {
    const monday = mondayOf(date);
    this.monday = monday;
    const seen = await this.ask(addDays(monday, -longest), addDays(monday, 7));
    // another week may be looked at by now
    if (this.monday === monday) {
      this.shifts = (seen ?? []).filter((shift) => this.inWeek(shift));
    }
    this.offered = seen !== null;
  }

  /** The shift behind a link: it keeps its name when it moves. @throws ServiceError but 404 */
  async locate(id: string): Promise<Located> {
    const path = `/v1/shifts/${encodeURIComponent(id)}`;
    try {
      return await this.veille.api.call<OneShift>("GET", path);
    } catch (error) {
      // 400: an address that somebody has cut
      const { status, problem } = error as ServiceError;
      if (status !== 404 && status !== 400) {
        throw error;
      }
      return { shift: null, gone: (problem.present as GoneShift) ?? null };
    }
  }

  find(id: string): Shift | null {
    return this.shifts?.find((shift) => shift.id === id) ?? null;
  }

  /** One of my acts on a shift. @throws ServiceError, with what stands already taken over */
  async act(
    id: string,
    method: "PUT" | "DELETE",
    part: string,
    body?: object
  ): Promise<ShiftAnswer> {
    const path = `/v1/shifts/${encodeURIComponent(id)}/${part}`;
    return this.answered(
      this.veille.api.call<ShiftAnswer>(method, path, { body })
    );
  }

  /** Takes over what stands then, also where the act was refused. @throws ServiceError */
  async answered(asked: Promise<ShiftAnswer>): Promise<ShiftAnswer> {
    try {
      const answer = await asked;
      this.take(answer.shift);
      this.veille.askAgain();
      return answer;
    } catch (error) {
      const present = (error as ServiceError).problem?.present;
      if (present) {
        this.take(present as Shift);
      }
      throw error;
    }
  }

  /** null: there is no table that this person may read */
  private async ask(from: string, to: string): Promise<Shift[] | null> {
    const path = `/v1/shifts?from=${from}&to=${to}`;
    try {
      return (await this.veille.api.call<ShiftList>("GET", path)).shifts;
    } catch (error) {
      if (error instanceof ServiceError && error.status === 404) {
        return null;
      }
      throw error;
    }
  }

  private take(shift: Shift): void {
    this.shifts =
      this.shifts?.map((one) => (one.id === shift.id ? shift : one)) ?? null;
  }

  private inWeek(shift: Shift): boolean {
    const { zone } = this.veille;
    const last = shift.ofDays ? lastDayOf(shift, zone) : dayOf(shift, zone);
    return dayOf(shift, zone) <= this.sunday && last >= this.monday;
  }
}
