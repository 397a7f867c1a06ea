import { tracked } from "@glimmer/tracking";

export interface Category {
  id: number;
  name: string;
  slug: string;
  parentCategory?: Category | null;
}
export interface ShownTopic {
  id: number;
  title: string;
  category: Category | null;
  closed?: boolean;
  archived?: boolean;
  details?: { can_create_post?: boolean; can_split_merge_topic?: boolean };
}
export type Action = "reply" | "createTopic" | "privateMessage";

/** What is being written: the fields of Discourse's own model that the plugin and the page use. */
export class ComposerModel {
  @tracked reply = "";
  @tracked title = "";
  @tracked categoryId: number | null = null;
  @tracked targetRecipients = "";
  @tracked composeState: "open" | "saving" = "open";
  @tracked disableDrafts = false;
  @tracked draftSequence: number;
  action: Action;
  draftKey: string;

  topic: ShownTopic | null = null;
  post: { id: number; post_number: number; username: string } | null = null;
  tags: string[] = [];
  whisper = false;
  sharedDraft = false;

  constructor(
    action: Action,
    draftKey: string,
    draftSequence: number,
    private readonly categories: Category[]
  ) {
    this.action = action;
    this.draftKey = draftKey;
    this.draftSequence = draftSequence;
  }

  get category(): Category | null {
    return this.categories.find(({ id }) => id === this.categoryId) ?? null;
  }

  /** Only what is plainly empty: the forum judges the rest. */
  get cantSubmitPost(): boolean {
    const untitled = this.action !== "reply" && this.title.trim() === "";
    const nobody = this.action === "privateMessage" && this.targetRecipients.trim() === "";
    return this.reply.trim() === "" || untitled || nobody;
  }

  setProperties(values: object): void {
    Object.assign(this, values);
  }

  clearState(): void {
    this.setProperties({ reply: "", title: "", composeState: "open" });
  }
}
