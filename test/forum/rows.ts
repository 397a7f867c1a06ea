import type { Change } from "@veille/shared/api/forum";

/** The rows that the stand-in keeps. Instants are ms since the epoch; a row is never changed, only replaced. */

export interface User {
  id: number;
  username: string;
  name: string | null;
  email: string;
  password: string;
  admin: boolean;
  moderator: boolean;
  trustLevel: number;
  active: boolean;
  staged: boolean;
  anonymised: boolean;
  suspendedTill: number | null;
  silencedTill: number | null;
  locale: string | null;
  zone: string | null;
  createdAt: number;
  /** what they set in the forum's own preferences; what is left out is as the forum has it */
  options?: UserOptions;
  /** the forum's own notification schedule, where it is in force: minutes of the day, by its names */
  schedule?: Record<string, number>;
}

/** By the forum's own names. */
export interface UserOptions {
  email_digests?: boolean;
  mailing_list_mode?: boolean;
  chat_email_frequency?: string;
}

export interface Group {
  id: number;
  name: string;
  automatic: boolean;
  members: number[];
}

/** By group name: 1 see, reply and create · 2 see and reply · 3 see. */
export type Permissions = Record<string, number>;

export interface Category {
  id: number;
  name: string;
  slug: string;
  color: string;
  permissions: Permissions;
  /** of the category that it stands in */
  parentId?: number | null;
  topicApproval: boolean;
  replyApproval: boolean;
}

export interface Topic {
  id: number;
  title: string;
  slug: string;
  archetype: "regular" | "private_message";
  categoryId: number | null;
  userId: number;
  tags: string[];
  users: number[];
  groups: number[];
  createdAt: number;
  closedAt: number | null;
  archivedAt: number | null;
  deletedAt: number | null;
  solvedAt: number | null;
  acceptedPostId: number | null;
  slowModeSeconds: number;
  externalId: string | null;
  highestNumber: number;
}

export interface Post {
  id: number;
  topicId: number;
  number: number;
  userId: number;
  raw: string;
  replyToNumber: number | null;
  /** 1 a post, 3 a small action of the forum's own */
  type: 1 | 3;
  actionCode: string | null;
  createdAt: number;
  deletedAt: number | null;
}

/** One line of the forum's own `moved_posts`. */
export interface Move {
  id: number;
  oldTopicId: number;
  oldPostId: number;
  newTopicId: number;
  newPostId: number;
  fullMove: boolean;
}

export interface Draft {
  id: string;
  userId: number;
  key: string;
  data: string;
  sequence: number;
  createdAt: number;
}

export interface DraftSequence {
  id: string;
  sequence: number;
}

export interface Reviewable {
  id: number;
  status: "pending" | "approved" | "rejected" | "deleted";
  version: number;
  userId: number;
  topicId: number | null;
  categoryId: number | null;
  payload: { raw: string; title?: string; tags?: string[]; replyToNumber?: number };
  key: string | null;
  createdAt: number;
}

export interface Upload {
  id: number;
  userId: number;
  sha1: string;
  shortUrl: string;
  filename: string;
  extension: string;
  width: number;
  height: number;
  content: string;
  createdAt: number;
}

/** The plugin's own row: `tombstoneAt` ends the key for good, `gaveBack` says what the give-back did. */
export interface Publication {
  id: string;
  userId: number;
  hash: string;
  postId: number | null;
  reviewableId: number | null;
  tombstoneAt: number | null;
  gaveBack: { draftKept: boolean; messageTopicId: number | null } | null;
}

export interface KeptUploads {
  id: string;
  version: number;
  userId: number;
  shortUrls: string[];
}

/** When somebody may be alerted; `intervals` null: as before. `spoken`: the last beginning that the service answered for. */
export interface Loud {
  id: number;
  version: number;
  intervals: [start: number, end: number][] | null;
  spoken: number;
}

/** What reached somebody (`held` false) or was kept quiet; `digest`: the message that told of it. */
export interface Alert {
  id: number;
  userId: number;
  type: number;
  postId: number;
  by: string | null;
  at: number;
  held: boolean;
  read: boolean;
  digest: string | null;
}

/** The service's word that it is alive. */
export interface Lease {
  id: "beat";
  until: number;
}

/** `<person>-<topic>`: that person has opened it. */
export interface Visit {
  id: string;
}

export interface Setting {
  id: string;
  value: string | number | boolean;
}

export interface Rows {
  users: User;
  groups: Group;
  categories: Category;
  topics: Topic;
  posts: Post;
  moves: Move;
  drafts: Draft;
  sequences: DraftSequence;
  reviewables: Reviewable;
  uploads: Upload;
  publications: Publication;
  kept: KeptUploads;
  settings: Setting;
  changes: Change;
  loud: Loud;
  alerts: Alert;
  leases: Lease;
  visits: Visit;
}
export type Table = keyof Rows;
