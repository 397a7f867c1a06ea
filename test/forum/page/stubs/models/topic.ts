import { ask } from "../../host/forum.ts";

type Real = (typeof import("discourse/models/topic"))["default"];

/** Only what is used. */
const Topic = {
  find: (id: number) => ask("GET", `/t/${id}.json`),
} satisfies Pick<Real, "find">;

export default Topic;
