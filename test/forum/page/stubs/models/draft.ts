import { ask } from "../../host/forum.ts";

type Real = (typeof import("discourse/models/draft"))["default"];

/** Only what is used. */
const Draft = {
  get: (key: string) => ask("GET", `/drafts/${key}.json`),
  save: (key: string, sequence: number, data: object) =>
    ask("POST", "/drafts.json", {
      draft_key: key,
      sequence,
      data: JSON.stringify(data),
    }),
  clear: (key: string, sequence: number) => ask("DELETE", `/drafts/${key}.json?sequence=${sequence}`),
} satisfies Pick<Real, "get" | "save" | "clear">;

export default Draft;
