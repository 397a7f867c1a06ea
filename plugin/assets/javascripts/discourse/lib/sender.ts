import type { DeferPost, DeferredPost } from "@veille/shared/api/deferred-post";
import type VeilleDeferred from "../services/veille-deferred.ts";
import { uuidV7 } from "./uuid.ts";
import { ServiceError } from "./veille-service.ts";

/** Sends a text so that it is kept once, also where answers get lost on the way. */
export class Sender {
  /** a sending that nobody answered: perhaps the service keeps the text; the same uuid finds out */
  private doubt: { id: string; draftKey: string } | null = null;

  constructor(private readonly deferred: VeilleDeferred) {}

  /** @throws ServiceError where the text is not kept, or nobody knows */
  async send(body: DeferPost): Promise<DeferredPost> {
    const { draftKey } = body;
    const id = this.doubt?.draftKey === draftKey ? this.doubt.id : uuidV7();
    try {
      const post = await this.put(id, body);
      this.doubt = null;
      return post;
    } catch (error) {
      if (error instanceof ServiceError && error.inDoubt) {
        this.doubt = { id, draftKey };
      }
      throw error;
    }
  }

  /** What was published by hand after a sending in doubt is not kept as well. */
  forget(): void {
    const { doubt } = this;
    this.doubt = null;
    if (doubt) {
      // never kept at all: 404, and all is well
      void this.deferred
        .takeBack({ id: doubt.id, version: 1 }, false)
        .catch(() => {});
    }
  }

  private async put(id: string, body: DeferPost): Promise<DeferredPost> {
    const { raw, target, when } = body;
    try {
      return await this.deferred.defer(id, body);
    } catch (error) {
      if (error instanceof ServiceError) {
        const there = error.problem.present as DeferredPost | undefined;
        if (error.code === "other_content" && there) {
          // an earlier sending arrived after all, with what was written then
          return this.deferred.edit(id, {
            version: there.version,
            raw,
            target,
            when,
          });
        }
        const kept = error.inDoubt
          ? await this.deferred.refresh(id).catch(() => null)
          : null;
        if (kept?.raw === raw) {
          return kept;
        }
      }
      throw error;
    }
  }
}
