import { z } from "zod";
import { Version } from "./common.ts";

/**
 * Lines of the composer that somebody does not want to read again, on any device. `team_back`: the team is away, when a
 * request is started · `reply_later`: a team member's own reply may wait · `later_is_new`: what the button is for, until
 * it was used once.
 */
export const ComposerLine = z.enum(["team_back", "reply_later", "later_is_new"]);
export type ComposerLine = z.infer<typeof ComposerLine>;

/** `GET · PUT /v1/me/preferences`. */
export const Preferences = z
  .strictObject({ version: Version, dismissed: z.array(ComposerLine).max(10) })
  .meta({ id: "Preferences" });
export type Preferences = z.infer<typeof Preferences>;
