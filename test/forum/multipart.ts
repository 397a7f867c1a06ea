/** One part of a `multipart/form-data` body. */
export interface Part {
  name: string;
  filename: string | null;
  content: Buffer;
}

/** Parts of a form with a file, RFC 7578; empty where the boundary is missing. */
export function partsOf(body: Buffer, contentType: string): Part[] {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) return [];
  const mark = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length + 2;
    const end = body.indexOf(mark, start);
    if (end < 0) break;
    const split = body.indexOf("\r\n\r\n", start);
    if (split >= 0 && split < end) {
      const head = body.toString("utf8", start, split);
      const name = /\bname="([^"]*)"/.exec(head)?.[1];
      if (name) {
        const filename = /\bfilename="([^"]*)"/.exec(head)?.[1] ?? null;
        parts.push({ name, filename, content: body.subarray(split + 4, end - 2) });
      }
    }
    at = end;
  }
  return parts;
}
