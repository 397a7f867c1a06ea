import { tracked } from "@glimmer/tracking";
import { action } from "@ember/object";
import type { ShownPost } from "../components/post.gts";
import type { ShownTopic } from "./composer-model.ts";
import { ask } from "./forum.ts";
import type { Router } from "./router.ts";

/** `controller:topic`: the topic that is looked at, which of its posts are selected, and what moderators do to it. */
export class TopicController {
  @tracked model: ShownTopic | null = null;
  @tracked posts: ShownPost[] = [];
  @tracked multiSelect = false;
  @tracked selectedPostIds: number[] = [];
  router!: Router;

  get selectedPosts(): ShownPost[] {
    return this.posts.filter(({ id }) => this.selectedPostIds.includes(id));
  }

  get selectedAllPosts(): boolean {
    const regular = this.posts.filter(({ post_type }) => post_type === 1);
    return this.selectedPostIds.length > 0 && this.selectedPosts.length === regular.length;
  }

  get canDeleteSelected(): boolean {
    return this.selectedPosts.every(({ post_number }) => post_number !== 1);
  }

  @action
  toggleMultiSelect(): void {
    this.multiSelect = !this.multiSelect;
    this.selectedPostIds = [];
  }

  @action
  togglePostSelection({ id }: ShownPost): void {
    this.selectedPostIds = this.selectedPostIds.includes(id)
      ? this.selectedPostIds.filter((one) => one !== id)
      : [...this.selectedPostIds, id];
  }

  @action
  toggleClosed(): unknown {
    return this.setStatus("closed", !this.model?.closed);
  }

  @action
  toggleArchived(): unknown {
    return this.setStatus("archived", !this.model?.archived);
  }

  @action
  async deleteTopic(): Promise<void> {
    await ask("DELETE", `/t/${this.model!.id}.json`);
    this.router.go("/");
  }

  /** To a new topic, where `to` has a title, or to another one. */
  async move(to: { title: string } | { destination_topic_id: number }): Promise<void> {
    const body = { ...to, post_ids: this.selectedPostIds };
    const path = `/t/${this.model!.id}/${this.selectedAllPosts ? "merge-topic" : "move-posts"}.json`;
    const { url } = (await ask("POST", path, body)) as { url: string };
    this.toggleMultiSelect();
    this.router.go(url);
  }

  private async setStatus(status: string, enabled: boolean): Promise<void> {
    await ask("PUT", `/t/${this.model!.id}/status.json`, { status, enabled });
  }
}
