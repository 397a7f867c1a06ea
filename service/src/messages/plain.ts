/** Somebody else's words in a line of ours: nothing in them acts as Markdown, mentions anybody or becomes a link. */
export const plain = (words: string): string =>
  words
    .replace(/[\\[\]`*_<>@#:~|]/g, "\\$&")
    .replace(/\s+/g, " ")
    .trim();
