import { createHash } from "node:crypto";
import express, { type Router } from "express";
import { notFound, unprocessable } from "../answers.ts";
import type { Context } from "../context.ts";
import { uploadPath } from "../cook.ts";
import { partsOf } from "../multipart.ts";
import type { Upload } from "../rows.ts";
import { uploadsIn } from "../state.ts";
import { type Call, coreRoutes } from "./route.ts";

/** Pictures: taken in, given out, and cleaned away when no text holds them for two days. */
export function uploadRoutes(forum: Context): Router {
  const router = express.Router();
  router.post("/uploads.json", express.raw({ type: "multipart/form-data", limit: "10mb" }));
  router.use(
    coreRoutes(forum, [
      ["post", "/uploads.json", take],
      [
        "get",
        "/uploads/default/original/1X/:file",
        (call) => send(call, (one) => uploadPath(one) === call.request.path),
      ],
      [
        "get",
        "/uploads/short-url/:file",
        (call) => send(call, (one) => one.shortUrl === `upload://${String(call.request.params["file"])}`),
      ],
    ])
  );
  return router;
}

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** `upload://<sha1 in base 62>.<ending>`, as the core writes it. */
function shortUrl(sha1: string, extension: string): string {
  let rest = BigInt(`0x${sha1}`);
  let text = "";
  for (; rest > 0n; rest /= 62n) text = base62[Number(rest % 62n)]! + text;
  return `upload://${text}.${extension}`;
}

/** Width and height stand in a PNG's first chunk; 0 for everything else. */
const sizeOf = (content: Buffer): [number, number] =>
  content.length > 24 && content.toString("latin1", 1, 4) === "PNG"
    ? [content.readUInt32BE(16), content.readUInt32BE(20)]
    : [0, 0];

function take(call: Call): object {
  const { store, clock } = call.forum;
  const me = call.me();
  const body = Buffer.isBuffer(call.request.body) ? call.request.body : Buffer.alloc(0);
  const file = partsOf(body, call.request.get("Content-Type") ?? "").find((part) => part.filename !== null);
  if (!file) throw unprocessable(["Aucun fichier"], "create_upload");
  const sha1 = createHash("sha1").update(file.content).digest("hex");
  const extension = /\.([a-z0-9]+)$/i.exec(file.filename ?? "")?.[1]?.toLowerCase() ?? "bin";
  const [width, height] = sizeOf(file.content);
  const known = store.all("uploads").find((one) => one.sha1 === sha1);
  const upload =
    known ??
    store.put("uploads", {
      id: store.nextId("uploads"),
      userId: me.id,
      sha1,
      shortUrl: shortUrl(sha1, extension),
      filename: file.filename ?? "image",
      extension,
      width,
      height,
      content: file.content.toString("base64"),
      createdAt: clock.now(),
    });
  return uploadJson(upload);
}

const uploadJson = (one: Upload) => {
  const size = Buffer.byteLength(one.content, "base64");
  return {
    id: one.id,
    url: uploadPath(one),
    original_filename: one.filename,
    filesize: size,
    width: one.width,
    height: one.height,
    thumbnail_width: one.width,
    thumbnail_height: one.height,
    extension: one.extension,
    short_url: one.shortUrl,
    short_path: `/uploads/short-url/${one.shortUrl.slice("upload://".length)}`,
    retain_hours: null,
    human_filesize: `${(size / 1024).toFixed(2)} KB`,
    dominant_color: null,
    thumbnail: null,
  };
};

function send(call: Call, wanted: (upload: Upload) => boolean): void {
  const upload = call.forum.store.all("uploads").find(wanted);
  if (!upload) throw notFound();
  call.response.type(upload.extension).send(Buffer.from(upload.content, "base64"));
}

/** What Discourse's own job does: pictures older than 48 h that no post, draft or waiting text holds are deleted. */
export function cleanUpUploads(forum: Context): number {
  const { store } = forum;
  const texts = [
    ...store.all("posts").map((post) => post.raw),
    ...store.all("drafts").map((draft) => draft.data),
    ...store.all("reviewables").map((row) => row.payload.raw),
  ];
  const held = new Set([...texts.flatMap(uploadsIn), ...store.all("kept").flatMap((row) => row.shortUrls)]);
  const old = forum.clock.now() - 48 * 3_600_000;
  const orphans = store.all("uploads").filter((one) => one.createdAt < old && !held.has(one.shortUrl));
  for (const orphan of orphans) store.remove("uploads", orphan.id);
  return orphans.length;
}
