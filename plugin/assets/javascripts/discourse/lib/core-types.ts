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
  user_option?: { timezone?: string | null };
}

export interface SiteSettings {
  veille_enabled: boolean;
  veille_service_url: string;
  login_required: boolean;
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
