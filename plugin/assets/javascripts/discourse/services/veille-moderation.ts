import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type {
  PauseReason,
  TakeAlong,
  TopicWaiting,
} from "@veille/shared/api/moderation";
import type { Dialog, Topic } from "../lib/core-types.ts";
import { type Ending, endingWords } from "../lib/waiting-words.ts";
import type Veille from "./veille.ts";

/** How long an act of a moderator's waits for a number, ms; then it is done as ever. */
const patience = 2000;
/** How long an answer is good enough for a menu's line, ms. */
const fresh = 15_000;

/** What waits in topics, for whoever may split them, and what they can do about it. */
export default class VeilleModeration extends Service {
  @service declare dialog: Dialog;
  @service declare veille: Veille;

  /** of the topic that was asked about last */
  @tracked private known: TopicWaiting | null = null;
  private asked = { topicId: 0, at: -Infinity };

  mayModerate(topic: Topic | null | undefined): topic is Topic {
    return Boolean(topic?.details?.can_split_merge_topic);
  }

  /** Null where nobody knows: then nothing is shown. `since`: instant, ISO, when the first post to be moved was written. */
  async ask(topicId: number, since?: string): Promise<TopicWaiting | null> {
    const query = since ? `?since=${encodeURIComponent(since)}` : "";
    try {
      return this.keep(await this.call("GET", topicId, `waiting${query}`));
    } catch {
      return null;
    }
  }

  /** As it was a moment ago; asks anew without waiting for the answer. */
  glance({ id }: Topic): TopicWaiting | null {
    const { topicId, at } = this.asked;
    if (topicId !== id || performance.now() - at > fresh) {
      this.asked = { topicId: id, at: performance.now() };
      void Promise.resolve().then(() => this.ask(id));
    }
    return this.known?.topicId === id ? this.known : null;
  }

  /** Closing, archiving, deleting: first says what comes home, where something does. */
  async before(
    act: Ending,
    topic: Topic | null,
    go: () => unknown
  ): Promise<unknown> {
    if (!this.mayModerate(topic)) {
      return go();
    }
    const late = new Promise<null>((resolve) =>
      setTimeout(() => resolve(null), patience)
    );
    const waiting = await Promise.race([this.ask(topic.id), late]);
    const message = waiting && endingWords(act, waiting);
    return message
      ? this.dialog.confirm({
          message,
          confirmButtonLabel: `topic.actions.${act}`,
          didConfirm: () => void go(),
        })
      : go();
  }

  /** For 24 h; once again at most. @throws ServiceError */
  async pause(topicId: number, reason: PauseReason): Promise<TopicWaiting> {
    return this.keep(await this.call("POST", topicId, "pause", { reason }));
  }

  /** @throws ServiceError */
  async resume(topicId: number): Promise<TopicWaiting> {
    return this.keep(await this.call("POST", topicId, "resume", {}));
  }

  /** Told before the posts are moved. @throws ServiceError */
  async takeAlong(topicId: number, body: TakeAlong): Promise<void> {
    await this.call("POST", topicId, "take-along", body);
  }

  private call<T>(
    method: string,
    topicId: number,
    what: string,
    body?: object
  ): Promise<T> {
    return this.veille.api.call<T>(method, `/v1/topics/${topicId}/${what}`, {
      body,
      moderating: topicId,
    });
  }

  private keep(waiting: TopicWaiting): TopicWaiting {
    this.known = waiting;
    this.asked = { topicId: waiting.topicId, at: performance.now() };
    return waiting;
  }
}
