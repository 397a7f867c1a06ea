import { iso, isoOrNull } from "../clock.ts";
import type { Context } from "../context.ts";
import { isReviewed } from "../guardian.ts";
import type { User } from "../rows.ts";
import { groupIdsOf } from "../state.ts";
import { isStaff } from "../who.ts";
import { avatar } from "./post-json.ts";

const groupsOf = (forum: Context, user: User) =>
  groupIdsOf(forum.store, user).flatMap((id) => {
    const group = forum.store.get("groups", id);
    return group ? [{ id, name: group.name, has_messages: false }] : [];
  });

const lastPosted = (forum: Context, user: User): string | null =>
  isoOrNull(
    forum.store
      .all("posts")
      .filter((post) => post.userId === user.id)
      .at(-1)?.createdAt ?? null
  );

/** `GET /session/current.json`, cut down to what a page needs. */
export const currentUser = (forum: Context, user: User) => ({
  id: user.id,
  username: user.username,
  name: user.name,
  avatar_template: avatar(user),
  admin: user.admin,
  moderator: user.moderator,
  staff: isStaff(user),
  trust_level: user.trustLevel,
  can_create_topic: true,
  veille_reviewed: isReviewed(forum, user),
  ...(user.admin && { can_create_group: true }),
  can_send_private_messages: true,
  groups: groupsOf(forum, user),
  draft_count: forum.store.all("drafts").filter((draft) => draft.userId === user.id).length,
  locale: user.locale,
  timezone: user.zone,
});

/** `GET /u/name.json`, cut down. */
export const userJson = (forum: Context, user: User, reader: User | null) => ({
  id: user.id,
  username: user.username,
  name: user.name,
  avatar_template: avatar(user),
  last_posted_at: lastPosted(forum, user),
  last_seen_at: null,
  created_at: iso(user.createdAt),
  trust_level: user.trustLevel,
  moderator: user.moderator,
  admin: user.admin,
  staged: user.staged,
  locale: user.locale,
  groups: groupsOf(forum, user),
  ...((reader?.id === user.id || reader?.admin) && {
    user_option: { timezone: user.zone, email_digests: true, mailing_list_mode: false, ...user.options },
    user_notification_schedule: { enabled: user.schedule !== undefined, ...user.schedule },
  }),
});

/** `GET /admin/users/1.json`, cut down; suspension stands only while it lasts. */
export const adminUserJson = (forum: Context, user: User) => ({
  id: user.id,
  username: user.username,
  name: user.name,
  avatar_template: avatar(user),
  active: user.active,
  admin: user.admin,
  moderator: user.moderator,
  created_at: iso(user.createdAt),
  trust_level: user.trustLevel,
  staged: user.staged,
  ...(user.suspendedTill !== null && { suspended_till: iso(user.suspendedTill) }),
  ...(user.silencedTill !== null && { silenced_till: iso(user.silencedTill) }),
  groups: groupsOf(forum, user),
});
