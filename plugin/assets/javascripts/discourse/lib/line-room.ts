const key = "veille-lines";

/** The categories that had a line when this browser last knew. Its room is kept until that is known again. */
export class LineRoom {
  private ids = new Set(localStorage.getItem(key)?.split(" "));

  has(categoryId: number): boolean {
    return this.ids.has(String(categoryId));
  }

  keep(kinds: { categoryIds: number[] }[]): void {
    this.ids = new Set(
      kinds.flatMap(({ categoryIds }) => categoryIds.map(String))
    );
    localStorage.setItem(key, [...this.ids].join(" "));
  }
}
