import { tracked } from "@glimmer/tracking";
import Service, { service } from "@ember/service";
import type {
  DeferAgain,
  DeferPost,
  DeferredList,
  DeferredPost,
  EditDeferredPost,
} from "@veille/shared/api/deferred-post";
import type { Openings } from "@veille/shared/api/when";
import { isActive } from "../lib/deferred-state.ts";
import { followPosts } from "../lib/follower.ts";
import type { ServiceError } from "../lib/veille-service.ts";
import type Veille from "./veille.ts";

const path = "/v1/deferred-posts";

/** One's own deferred posts as the page knows them, and what can be done with them. */
export default class VeilleDeferred extends Service {
  @service declare veille: Veille;

  @tracked posts: DeferredPost[] = [];
  /** how many wait; null while nobody has asked */
  @tracked waiting: number | null = null;
  /** where the list goes on; null at its end */
  @tracked next: string | null = null;

  /** what came home while the page was open, and stays to say why */
  private cameHome = new Set<string>();
  private follower = followPosts(
    () => this.posts,
    // one question for many
    (moving) =>
      moving.length > 3
        ? this.fetchList("?limit=50")
        : Promise.all(moving.map(({ id }) => this.refresh(id)))
  );

  willDestroy(): void {
    super.willDestroy();
    this.follower.stop();
  }

  openings(kind: string | undefined): Promise<Openings> {
    return this.veille.api.call(
      "GET",
      `/v1/openings${kind ? `?kind=${kind}` : ""}`
    );
  }

  async list(after?: string): Promise<void> {
    const answer = await this.fetchList(after ? `?after=${after}` : "");
    this.next = answer.next;
  }

  /** Those of a topic that wait; nothing is asked of somebody who has none anywhere. */
  async ofTopic(topicId: number): Promise<void> {
    if (this.waiting === null) {
      await this.fetchList("?limit=1");
    }
    if (this.waiting) {
      await this.fetchList(`?topic=${topicId}`);
    }
  }

  /** What its author sees at a topic's end: what waits there, and what came home while they looked. */
  atEndOf(topicId: number): DeferredPost[] {
    return this.posts.filter(
      (post) =>
        post.target.type === "reply" &&
        post.target.topicId === topicId &&
        (isActive(post) ||
          (post.state === "given_back" && this.cameHome.has(post.id)))
    );
  }

  /** The text that a re-opened draft holds, where it waits already. */
  async findText(raw: string): Promise<DeferredPost | null> {
    await this.fetchList("?limit=50");
    const same = (post: DeferredPost) =>
      isActive(post) && post.raw.trim() === raw.trim();
    return this.posts.find(same) ?? null;
  }

  async defer(id: string, body: DeferPost): Promise<DeferredPost> {
    const post = await this.ask("PUT", id, "", body);
    this.waiting = (this.waiting ?? 0) + 1;
    return post;
  }

  edit(id: string, body: EditDeferredPost): Promise<DeferredPost> {
    return this.ask("PATCH", id, "", body);
  }

  publishNow({ id, version }: DeferredPost): Promise<DeferredPost> {
    return this.ask("POST", id, "/publish-now", { version });
  }

  /** `draft` false: the text is back in the composer already. */
  takeBack(
    { id, version }: Pick<DeferredPost, "id" | "version">,
    draft = true
  ): Promise<DeferredPost> {
    return this.ask("POST", id, "/take-back", { version, draft });
  }

  /** Where a reply to a whole topic goes, of which a part was split off. */
  answer(
    { id, version }: DeferredPost,
    go: "stay" | "follow"
  ): Promise<DeferredPost> {
    return this.ask("POST", id, "/answer", { version, go });
  }

  deferAgain(id: string, body: DeferAgain): Promise<DeferredPost> {
    return this.ask("POST", id, "/defer-again", body);
  }

  async remove({ id, version }: DeferredPost): Promise<void> {
    await this.veille.api.call("DELETE", `${path}/${id}?version=${version}`);
    this.posts = this.posts.filter((post) => post.id !== id);
  }

  refresh(id: string): Promise<DeferredPost> {
    return this.ask("GET", id);
  }

  /** Keeps the posts up to date while somebody looks; answers how to stop. */
  watch(): () => void {
    return this.follower.watch();
  }

  private async fetchList(query: string): Promise<DeferredList> {
    const answer = await this.veille.api.call<DeferredList>(
      "GET",
      path + query
    );
    this.waiting = answer.waiting;
    answer.posts.forEach((post) => this.take(post));
    this.follower.restart();
    return answer;
  }

  /** Takes over what an act answered, or, where it came too late, how the post stands instead. */
  private async ask(
    method: string,
    id: string,
    act = "",
    body?: object
  ): Promise<DeferredPost> {
    try {
      return this.changed(
        await this.veille.api.call<DeferredPost>(
          method,
          `${path}/${id}${act}`,
          { body }
        )
      );
    } catch (error) {
      if ((error as ServiceError).status === 404) {
        this.posts = this.posts.filter((post) => post.id !== id);
      }
      const present = (error as ServiceError).problem?.present as
        | DeferredPost
        | undefined;
      if (present?.id) {
        this.changed(present);
      }
      throw error;
    }
  }

  private changed(post: DeferredPost): DeferredPost {
    const before = this.posts.find(({ id }) => id === post.id);
    this.take(post);
    if (before && this.waiting !== null) {
      this.waiting += Number(isActive(post)) - Number(isActive(before));
    }
    this.follower.restart();
    return post;
  }

  private take(post: DeferredPost): void {
    const known = this.posts.find(({ id }) => id === post.id);
    if (known && isActive(known) && post.state === "given_back") {
      this.cameHome.add(post.id);
    }
    this.posts = known
      ? this.posts.map((one) => (one.id === post.id ? post : one))
      : [...this.posts, post];
  }
}
