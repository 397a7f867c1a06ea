import { z } from "zod";
import { ForumId } from "./common.ts";

/**
 * `POST /veille/members.json`, where the plugin's features name `members`: ids of who is in a group, growing, those
 * above `after` (0 to begin with), at most 1,000; `more`: there are others. A group that is gone has nobody.
 */
export const MembersRequest = z.strictObject({ groupId: ForumId, after: z.int().min(0) });
export const MembersAnswer = z.object({ userIds: z.array(z.int()), more: z.boolean() });
