/** What the person at this browser chose for the page; kept in the browser. */
export type Language = "fr" | "en";

const kept = (name: string): string | null => localStorage.getItem(`stand-in-${name}`);

export function keep(name: string, value: string): void {
  localStorage.setItem(`stand-in-${name}`, value);
}

const asked = new URLSearchParams(location.search).get("lang");
if (asked) {
  keep("language", asked);
}

export const language: Language = (kept("language") ?? navigator.language).startsWith("en") ? "en" : "fr";

/** The scheme that is asked for by hand; null: the device's. */
export const scheme = (): string | null => kept("scheme");

/** Applies language and scheme to the document. */
export function applyChoices(): void {
  document.documentElement.lang = language;
  const dark = scheme() === "dark" || (!scheme() && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.toggle("dark", dark);
}
