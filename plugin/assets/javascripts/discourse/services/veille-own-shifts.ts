import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type { Absence } from "@veille/shared/api/declared-hours";
import type {
  Order,
  Proposal,
  Shift,
  ShiftAnswer,
} from "@veille/shared/api/watch";
import type Veille from "./veille.ts";
import type VeilleShifts from "./veille-shifts.ts";

interface Mine {
  shifts: Shift[];
  orders: Order[];
}

/** What is mine in the table: places, standing orders, what is proposed to me. */
export default class VeilleOwnShifts extends Service {
  @service declare veille: Veille;
  @service("veille-shifts") declare shifts: VeilleShifts;

  @tracked orders: Order[] = [];
  /** shifts that somebody proposes to me */
  @tracked proposals: Proposal[] = [];

  /** my places in the coming 26 weeks */
  private places: Shift[] = [];

  /** Who is in no team has none. */
  async load(): Promise<void> {
    const { api } = this.veille;
    const [mine, { proposals }] = await Promise.all([
      api.call<Mine>("GET", "/v1/me/shifts"),
      api.call<{ proposals: Proposal[] }>("GET", "/v1/proposals"),
    ]);
    this.places = mine.shifts;
    this.orders = mine.orders;
    this.proposals = proposals.filter((one) => one.mine);
  }

  /** What is done is done, also where it cannot be looked at again just now. */
  async reload(): Promise<void> {
    await Promise.all([
      this.shifts.load().catch(() => null),
      this.load().catch(() => null),
    ]);
    this.veille.askAgain();
  }

  /** My places in these local dates, both included, where some kind has a table. @throws ServiceError */
  async placesIn({ from, until }: Absence): Promise<Shift[]> {
    if (!this.veille.kinds.some(({ step }) => step >= 3)) {
      return [];
    }
    const path = `/v1/me/shifts?from=${from}&until=${until}`;
    return (await this.veille.api.call<Mine>("GET", path)).shifts;
  }

  /** Those of my places, as far as they are known. */
  placesOf(ids: string[]): Shift[] {
    return this.places.filter(({ id }) => ids.includes(id));
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

  orderOf({ template }: Shift): Order | null {
    return this.orders.find((order) => order.template === template) ?? null;
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

  /** Answers how many places are free now. @throws ServiceError */
  async endOrder({ template }: Shift): Promise<number> {
    const { freed } = await this.veille.api.call<{ freed: string[] }>(
      "DELETE",
      `/v1/shift-templates/${template}/orders/me`
    );
    await this.reload();
    return freed.length;
  }

  /** « D’accord ». @throws ServiceError */
  async accept(proposal: Proposal): Promise<ShiftAnswer> {
    const answer = await this.shifts.answered(
      this.veille.api.call<ShiftAnswer>("POST", this.path(proposal, "accept"))
    );
    this.forget(proposal);
    return answer;
  }

  /** Nobody is told. @throws ServiceError */
  async decline(proposal: Proposal): Promise<void> {
    await this.veille.api.call("POST", this.path(proposal, "decline"));
    this.forget(proposal);
  }

  private path({ id }: Proposal, act: string): string {
    return `/v1/proposals/${encodeURIComponent(id)}/${act}`;
  }

  private forget(proposal: Proposal): void {
    this.proposals = this.proposals.filter((one) => one !== proposal);
  }
}
