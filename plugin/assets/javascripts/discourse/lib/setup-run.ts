// One run through the questions: what is known, and what a step keeps. Shown by components/veille/setup/first-steps.gts.
import { tracked } from "@glimmer/tracking";
import type { SiteWords } from "@veille/shared/api/availability";
import type { Kind } from "@veille/shared/api/kind";
import type { Setup, SetupStep } from "@veille/shared/api/setup";
import type VeilleSetup from "../services/veille-setup.ts";
import { draftedName, draftedSentence } from "./drafted-words.ts";
import { draftOf, idFor, type KindDraft, newKind, toPut } from "./kind-form.ts";
import { isAfter, questions, stepAfter } from "./setup-steps.ts";
import { sentWords, withAddresses, writtenWords } from "./site-links.ts";
import { ServiceError } from "./veille-service.ts";

export class SetupRun {
  static async load(service: VeilleSetup, zone: string): Promise<SetupRun> {
    const [setup, kinds, words] = await Promise.all([
      service.setup(),
      service.kinds(),
      service.words(),
    ]);
    return new SetupRun(service, zone, setup, kinds, words);
  }

  @tracked setup: Setup;
  @tracked kinds: Kind[];
  @tracked words: SiteWords;
  @tracked draft: KindDraft;
  /** how far it came: up to there one may go without the steps between */
  @tracked reached: SetupStep;

  private keptWords: string;
  private keeping: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly service: VeilleSetup,
    zone: string,
    setup: Setup,
    kinds: Kind[],
    words: SiteWords
  ) {
    this.setup = setup;
    this.kinds = kinds;
    this.words = writtenWords(words);
    this.keptWords = JSON.stringify(this.words);
    this.draft = this.kind ? draftOf(this.kind) : newKind(zone, draftedName);
    // the sentence is kept by the last question
    const asked = this.kind?.sentence ? "show" : this.step;
    this.reached = isAfter(asked, this.step) ? asked : this.step;
    if (this.step === "words") {
      this.propose();
    }
  }

  get kind(): Kind | null {
    return this.kinds.find(({ id }) => id === this.setup.kindId) ?? null;
  }

  /** Whose kind was removed meanwhile begins anew. Where there are kinds already, nobody is asked unless they want. */
  get step(): SetupStep {
    const { step, version } = this.setup;
    if (step === "done" || (version === 0 && this.kinds.length > 0)) {
      return "done";
    }
    return this.kind || step === "topic" ? step : "where";
  }

  change(change: Partial<KindDraft>): void {
    this.draft = { ...this.draft, ...change };
  }

  /** Keeps what was answered and goes on. @throws ServiceError; what others changed meanwhile is replaced by doing it again */
  async next(change: Partial<KindDraft> = {}): Promise<void> {
    this.change(change);
    // before the first kind is kept: afterwards, nobody having begun, there would be no question
    const { step } = this;
    await this.keepAnswer();
    await this.keep({ step: stepAfter(step) });
  }

  /** To a question where one was, or to none of them. On the way forward the answer is kept, as by going on. */
  async go(step: SetupStep): Promise<void> {
    if (isAfter(step, this.step)) {
      await this.keepAnswer();
    }
    await this.keep({ step });
  }

  async begin(zone: string): Promise<void> {
    this.draft = newKind(zone, draftedName);
    this.reached = questions[0]!;
    await this.keep({ step: questions[0]!, kindId: null, topic: null });
  }

  /** One after the other: what is typed is kept on leaving a field, and the press that left it keeps something, too. */
  keep(change: Partial<Setup>): Promise<void> {
    const kept = this.keeping.catch(() => null).then(() => this.put(change));
    this.keeping = kept;
    return kept;
  }

  private async put(change: Partial<Setup>): Promise<void> {
    try {
      this.setup = await this.service.putSetup({ ...this.setup, ...change });
    } catch (error) {
      this.setup = { ...this.setup, ...versionIn(error) };
      throw error;
    }
    this.reach(this.step);
  }

  /** The first time at a question, what it proposes. */
  private reach(step: SetupStep): void {
    if (isAfter(step, this.reached)) {
      this.reached = step;
      if (step === "words") {
        this.propose();
      }
    }
  }

  private async keepAnswer(): Promise<void> {
    const { step } = this;
    if (step !== "topic") {
      await this.keepKind();
    }
    if (step === "words") {
      await this.keepWords();
    }
  }

  private async keepKind(): Promise<void> {
    const { kind, kinds, draft } = this;
    const ids = kinds.map((one) => one.id);
    const id = kind?.id ?? idFor(draft.name, ids);
    try {
      this.took(
        await this.service.putKind(id, toPut(draft, kind?.version ?? 0))
      );
    } catch (error) {
      const present = presentIn<Kind>(error);
      if (present) {
        this.took(present, draft);
      }
      throw error;
    }
  }

  private took(kind: Kind, draft = draftOf(kind)): void {
    this.kinds = [...this.kinds.filter(({ id }) => id !== kind.id), kind];
    this.setup = { ...this.setup, kindId: kind.id };
    this.draft = draft;
  }

  private async keepWords(): Promise<void> {
    if (JSON.stringify(this.words) === this.keptWords) {
      return;
    }
    // before it is sent, so that an error's place is a row's
    this.words = withAddresses(this.words);
    try {
      this.words = writtenWords(
        await this.service.putWords(sentWords(this.words))
      );
      this.keptWords = JSON.stringify(this.words);
    } catch (error) {
      this.words = { ...this.words, ...versionIn(error) };
      throw error;
    }
  }

  /** A sentence to begin with. What was left empty later is not filled again. */
  private propose(): void {
    if (!this.draft.sentence) {
      this.change({ sentence: draftedSentence });
    }
  }
}

/** With 409: how it stands. */
const presentIn = <T>(error: unknown): T | undefined =>
  error instanceof ServiceError
    ? (error.problem.present as T | undefined)
    : undefined;

function versionIn(error: unknown): { version?: number } {
  const present = presentIn<{ version: number }>(error);
  return present ? { version: present.version } : {};
}
