import type { UploadsAnswer, UploadsItem } from "@veille/shared/api/forum";
import type { z } from "zod";
import type { Context } from "../context.ts";
import { missingUploads } from "./judge.ts";

type Answer = z.infer<typeof UploadsAnswer>["items"][number];

/** Holds the pictures of a waiting text, as its newest version has them; an older version changes nothing. */
export function keepUploads(forum: Context, { id, version, userId, shortUrls }: UploadsItem): Answer {
  const { store } = forum;
  const missing = missingUploads(forum, shortUrls);
  const there = store.get("kept", id);
  if (there && there.version > version) return { id, outcome: "older", missing };
  const held = shortUrls.filter((url) => !missing.includes(url));
  store.put("kept", { id, version, userId, shortUrls: held });
  return { id, outcome: "kept", missing };
}
