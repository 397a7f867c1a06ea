import { uploadsIn } from "./state.ts";
import type { Store } from "./store.ts";

const escape = (text: string): string =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** Enough Markdown to read a topic: paragraphs, fences, bold, links, pictures. Everything else shows as written. */
export function cook(store: Store, raw: string): string {
  const parts = raw.split(/^(```[^\n]*\n[\s\S]*?\n```)$/m);
  return parts
    .map((part) => {
      const fence = /^```[^\n]*\n([\s\S]*?)\n```$/.exec(part);
      if (fence) return `<pre><code>${escape(fence[1]!)}</code></pre>`;
      const paragraphs = part.split(/\n{2,}/).filter((text) => text.trim());
      return paragraphs.map((text) => `<p>${inline(store, text.trim())}</p>`).join("\n");
    })
    .filter(Boolean)
    .join("\n");
}

function inline(store: Store, text: string): string {
  let html = escape(text).replace(/\n/g, "<br>");
  for (const short of uploadsIn(text)) {
    const upload = store.all("uploads").find((one) => one.shortUrl === short);
    const source = upload ? uploadPath(upload) : "/images/transparent.png";
    const picture = new RegExp(`!\\[([^\\]|]*)[^\\]]*\\]\\(${escape(short).replace(/[.]/g, "\\.")}\\)`, "g");
    html = html.replace(picture, (_, label: string) => `<img src="${source}" alt="${label}">`);
  }
  return html
    .replace(/\[([^\]]+)\]\((https?:\/\/[^)\s]+|\/[^)\s]*)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>");
}

export const uploadPath = (upload: { sha1: string; extension: string }): string =>
  `/uploads/default/original/1X/${upload.sha1}.${upload.extension}`;
