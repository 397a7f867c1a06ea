import { cleanUpUploads } from "../../../test/forum/core/uploads.ts";
import type { Chain } from "./chain.ts";

export interface Picture {
  /** as it stands in a text: `upload://…` */
  shortUrl: string;
  /** what the forum's own job does with pictures that nothing holds; answers how many went */
  cleanUp(): number;
}

/** Uploads a picture to the stand-in, as Paul does in the composer. */
export async function keepPicture(chain: Chain, content: string): Promise<Picture> {
  const { url, keys, context } = chain.forum;
  const form = new FormData();
  form.set("type", "composer");
  form.set("file", new Blob([content], { type: "image/png" }), "capture.png");
  const headers = { "Api-Key": keys.admin, "Api-Username": "paul" };
  const response = await fetch(`${url}/uploads.json`, { method: "POST", headers, body: form });
  if (!response.ok) throw new Error(await response.text());
  const { short_url } = (await response.json()) as { short_url: string };
  return { shortUrl: short_url, cleanUp: () => cleanUpUploads(context) };
}
