/** "1": members are told more here; "0": they are not; nothing: nobody knows yet. */
const key = "veille-ask-signed";

/** Whether to ask as a member, who may be told names: known before a page asks, so that it asks once. */
export class AsMember {
  private wanted: boolean;
  private isRefused = false;

  constructor(private readonly isMember: boolean) {
    this.wanted = isMember && localStorage.getItem(key) !== "0";
  }

  get asks(): boolean {
    return this.wanted;
  }

  /** Without a token, or with one that is not believed: from now on as everybody else. Answers whether that is new. */
  refused(): boolean {
    const { wanted } = this;
    this.wanted = false;
    this.isRefused ||= wanted;
    return wanted;
  }

  /** What an answer lacks comes with the next one. `people`: some kind is beyond its hours. */
  told(people: boolean): void {
    if (this.isMember && !this.isRefused) {
      this.wanted = people;
      localStorage.setItem(key, people ? "1" : "0");
    }
  }
}
