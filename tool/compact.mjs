// What people read stays in the sources: comments, indentation, and the spaces that no parser needs.
import ts from "typescript";

/** Beside these a space says nothing. Not beside `+`, `-`, `/` and `<`: two of them may be another word. */
const safe = new Set("{}()[];,=?:&|>");
const kept = (before, after) => (safe.has(before) || safe.has(after) ? "" : " ");

/** Line ends stay where a statement may end with one. */
function gap(code, end, start) {
  const between = code.slice(end, start);
  if (between === "" || between.includes("\n")) return between;
  return kept(code[end - 1], code[start]);
}

/** The same words without spaces. `code` is JavaScript whose comments stand on lines of their own. */
function tight(code) {
  const source = ts.createSourceFile("code.ts", code, ts.ScriptTarget.Latest, true);
  let text = "";
  let end = 0;
  const walk = (node) => {
    const children = node.getChildren(source);
    if (children.length > 0) return children.forEach(walk);
    const start = node.getStart(source);
    if (start >= node.end) return;
    text += gap(code, end, start) + code.slice(start, node.end);
    end = node.end;
  };
  walk(source);
  return text;
}

/** In the sources a comment stands on lines of its own, and no string has several. */
export const compact = (code) =>
  tight(
    code
      .replace(/^\s*(\/\*\*[^]*?\*\/|\/\/.*)$/gm, "")
      .replace(/\s*\n\s*/g, "\n")
      .replace(/(?<=[{}()[\];,=>?:&|])\n|\n(?=[})\].?:&|])/g, "")
      .trimStart()
  );
