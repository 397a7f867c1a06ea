import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type { Absence } from "@veille/shared/api/declared-hours";
import type {
  Order,
  Proposal,
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

/** One week of the table of shifts, what is mine, and what one can do with a shift. */
export default class VeilleShifts extends Service {
  @service declare veille: Veille;

  /** null: not known. Of the week and what runs into it, in the order of their starts. */
  @tracked shifts: Shift[] | null = null;
  /** whether there is a table that this person may read; null: not known */
  @tracked offered: boolean | null = null;
  @tracked orders: Order[] = [];
  /** shifts that somebody proposes to me */
  @tracked proposals: Proposal[] = [];
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

  /** Standing orders and proposals; who is in no team has none. */
  async loadMine(): Promise<void> {
    const { api } = this.veille;
    const [mine, { proposals }] = await Promise.all([
      api.call<{ orders: Order[] }>("GET", "/v1/me/shifts"),
      api.call<{ proposals: Proposal[] }>("GET", "/v1/proposals"),
    ]);
    this.orders = mine.orders;
    this.proposals = proposals.filter((one) => one.mine);
  }

  /** My places in these local dates, both included, where some kind has a table. @throws ServiceError */
  async mineIn({ from, until }: Absence): Promise<Shift[]> {
    if (!this.veille.kinds.some(({ step }) => step >= 3)) {
      return [];
    }
    const { shifts } = await this.veille.api.call<{ shifts: Shift[] }>(
      "GET",
      `/v1/me/shifts?from=${from}&until=${until}`
    );
    return shifts;
  }

  /** Several of my places at once; answers which are free now. @throws ServiceError */
  async giveUp(shifts: string[]): Promise<string[]> {
    const { freed } = await this.veille.api.call<{ freed: string[] }>(
      "POST",
      "/v1/me/shifts/give-up",
      { body: { shifts } }
    );
    this.veille.askAgain();
    return freed;
  }

  find(id: string): Shift | null {
    return this.shifts?.find((shift) => shift.id === id) ?? null;
  }

  orderOf({ template }: Shift): Order | null {
    return this.orders.find((order) => order.template === template) ?? null;
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

  /** A place on every occurrence until a date. @throws ServiceError */
  async order(
    { template }: Shift,
    until: string,
    automatic: boolean
  ): Promise<Order> {
    const order = await this.veille.api.call<Order>(
      "PUT",
      `/v1/shift-templates/${template}/orders/me`,
      { body: { until, automatic } }
    );
    await this.reload();
    return order;
  }

  /** @throws ServiceError */
  async endOrder(template: string): Promise<string[]> {
    const { freed } = await this.veille.api.call<{ freed: string[] }>(
      "DELETE",
      `/v1/shift-templates/${template}/orders/me`
    );
    await this.reload();
    return freed;
  }

  /** « D’accord ». @throws ServiceError */
  async accept(proposal: Proposal): Promise<ShiftAnswer> {
    const path = `/v1/proposals/${encodeURIComponent(proposal.id)}/accept`;
    const answer = await this.answered(
      this.veille.api.call<ShiftAnswer>("POST", path)
    );
    this.forget(proposal);
    return answer;
  }

  /** Nobody is told. @throws ServiceError */
  async decline(proposal: Proposal): Promise<void> {
    const path = `/v1/proposals/${encodeURIComponent(proposal.id)}/decline`;
    await this.veille.api.call("POST", path);
    this.forget(proposal);
  }

  /** What is done is done, also where it cannot be looked at again just now. */
  async reload(): Promise<void> {
    await Promise.all([
      this.load().catch(() => null),
      this.loadMine().catch(() => null),
    ]);
    this.veille.askAgain();
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

  private forget(proposal: Proposal): void {
    this.proposals = this.proposals.filter((one) => one !== proposal);
  }

  private async answered(asked: Promise<ShiftAnswer>): Promise<ShiftAnswer> {
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
