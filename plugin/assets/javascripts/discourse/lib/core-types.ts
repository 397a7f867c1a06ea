// What we use of the forum's objects that its own types leave as `any`. Names and meaning are Discourse's.

/** A category; `parentCategory` is absent at the top. */
export interface Category {
  id: number;
  name?: string;
  parentCategory?: Category | null;
}

export interface Topic {
  id: number;
  title: string;
  category?: Category | null;
  closed?: boolean;
  archived?: boolean;
  /** what one may do is true or absent */
  details?: { can_split_merge_topic?: boolean };
}

/** `controller:topic`, which the view of topics as trees asks too. */
export interface TopicController {
  model: Topic;
  selectedPostIds: number[];
  /** those of the selected posts that are loaded */
  selectedPosts: { id: number; post_number: number; created_at: string }[];
  selectedAllPosts: boolean;
  canDeleteSelected: boolean;
  multiSelect: boolean;
  toggleClosed(...args: unknown[]): unknown;
  toggleArchived(...args: unknown[]): unknown;
  deleteTopic(...args: unknown[]): unknown;
}

export interface ComposerModel {
  action: string;
  reply?: string;
  title?: string;
  whisper?: boolean;
  sharedDraft?: boolean;
  categoryId?: number | null;
  category?: Category | null;
  tags?: (string | { name: string })[];
  targetRecipients?: string;
  topic?: Topic | null;
  post?: { id: number } | null;
  draftKey: string;
  cantSubmitPost: boolean;
  setProperties(values: object): void;
  clearState(): void;
}

/** `service:composer` */
export interface Composer {
  model: ComposerModel | null;
  disableSubmit: boolean;
  isUploading: boolean;
  hasFormTemplate: boolean;
  skipAutoSave: boolean;
  set(name: string, value: unknown): void;
  open(options: object): Promise<void>;
  close(): void;
  destroyDraft(): Promise<void>;
  _saveDraft(): void;
}

export interface AppEvents {
  trigger(name: string, payload?: object): void;
}

export interface CurrentUser {
  username: string;
  admin?: boolean;
  moderator?: boolean;
  can_create_group?: boolean;
  /** those that this person may see, their own among them */
  groups?: { id: number; name: string }[];
  /** an instant; in the past, or absent: not now */
  do_not_disturb_until?: string | null;
  user_option?: { timezone?: string | null };
  /** what this person writes is read by moderators first, at their stage */
  veille_reviewed?: boolean;
}

/** `service:site` */
export interface Site {
  categories: Category[];
}

export interface SiteSettings {
  /** group ids with `|` between */
  veille_coordinator_groups?: string;
  veille_enabled: boolean;
  veille_service_url: string;
  login_required: boolean;
  disable_digest_emails?: boolean;
  disable_mailing_list_mode?: boolean;
}

export interface Store {
  find(
    type: string,
    id: number
  ): Promise<{ set(name: string, value: unknown): void }>;
  createRecord(type: string, fields: object): object;
}

export interface Dialog {
  confirm(options: {
    message: string;
    confirmButtonLabel: string;
    didConfirm: () => void;
  }): void;
}
