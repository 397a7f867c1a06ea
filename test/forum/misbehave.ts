/** What goes wrong on command. A rule is used up by the next `times` calls or items that it fits. */
export interface Rule {
  /** `call`: before anything · `before`: nothing held yet · `inside`: key and topic held, not committed · `after`: committed */
  stage: "call" | "before" | "inside" | "after";
  times?: number;
  /** ms of the machine's time, or until `release()` */
  hold?: number | "until_released";
  /** the connection goes at once; the work goes on */
  cut?: boolean;
  /** answered instead of the truth */
  answer?: "html_502" | "html_500" | "admin_limit" | "ip_limit";
  /** for `before`: this item meets a fault of the forum's and waits as `forum_error` */
  fault?: boolean;
  /** only this key (not for `call`) */
  key?: string;
  /** for `call`: the path, `*` for every one; otherwise the publications */
  path?: string;
}
export type Answer = NonNullable<Rule["answer"]>;

const publications = "/veille/publications.json";

export class Misbehaviour {
  /** every connection but the control route's is cut */
  down = false;
  #rules: Rule[] = [];
  #held = new Set<() => void>();

  add(rule: Rule): void {
    this.#rules.push({ times: 1, ...rule });
  }

  /** Everything is well again; whatever was held goes on. */
  reset(): void {
    this.down = false;
    this.#rules.length = 0;
    this.release();
  }

  /** Lets go on what is held until released. */
  release(): void {
    for (const go of this.#held) go();
    this.#held.clear();
  }

  /** How many calls or items are held now. */
  get held(): number {
    return this.#held.size;
  }

  get rules(): readonly Rule[] {
    return this.#rules;
  }

  take(stage: Rule["stage"], what: { path?: string; key?: string }): Rule | null {
    const rule = this.#rules.find(
      (one) =>
        one.stage === stage &&
        (stage === "call"
          ? one.path === "*" || (one.path ?? publications) === what.path
          : one.key === undefined || one.key === what.key)
    );
    if (!rule) return null;
    rule.times = (rule.times ?? 1) - 1;
    if (rule.times <= 0) this.#rules.splice(this.#rules.indexOf(rule), 1);
    return rule;
  }

  /** Resolves when the rule's hold is over. */
  wait(rule: Rule): Promise<void> {
    if (rule.hold === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      this.#held.add(resolve);
      if (typeof rule.hold === "number") {
        setTimeout(() => {
          this.#held.delete(resolve);
          resolve();
        }, rule.hold).unref();
      }
    });
  }
}
