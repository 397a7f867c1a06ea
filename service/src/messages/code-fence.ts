/** Longer than any run of backticks within, so that nothing in the text can end it. */
const fenceOf = (text: string): string =>
  "`".repeat((text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2) + 1);

/** The text as it stands, where no mention, link or picture acts. */
export function fenced(text: string): string {
  const fence = fenceOf(text);
  return `${fence}text\n${text}\n${fence}`;
}

/** Where to cut within `size`: after a line, else after a word, if that wastes little; never inside a character. */
function cutAt(text: string, size: number): number {
  if (size >= text.length) return text.length;
  const least = Math.ceil(size * 0.75);
  for (const mark of ["\n", " "]) {
    const found = text.lastIndexOf(mark, size - 1) + 1;
    if (found > least) return found;
  }
  const last = text.charCodeAt(size - 1);
  return last >= 0xd800 && last <= 0xdbff ? size - 1 : size;
}

/** The text in fences of at most `most` characters each (100 or more); put together, their contents are the text. */
export function fencedPieces(text: string, most: number): string[] {
  const pieces: string[] = [];
  for (let rest = text; rest !== "" || pieces.length === 0; ) {
    let size = cutAt(rest, most);
    for (;;) {
      const over = fenced(rest.slice(0, size)).length - most;
      if (over <= 0) break;
      // a character less may take two backticks with it
      size = cutAt(rest, size - Math.ceil(over / 3));
    }
    pieces.push(fenced(rest.slice(0, size)));
    rest = rest.slice(size);
  }
  return pieces;
}
