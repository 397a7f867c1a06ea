import type {
  Availability,
  KindAvailability,
} from "@veille/shared/api/availability";
import type { Category, ComposerModel, CurrentUser } from "./core-types.ts";

type Kinds = Availability["kinds"];

/** The kind of help of a category; subcategories follow their parents. */
export function kindOfCategory(
  kinds: Kinds,
  category: Category | null | undefined
): KindAvailability | null {
  for (const id of lineage(category)) {
    const kind = kinds.find(({ categoryIds }) => categoryIds.includes(id));
    if (kind) {
      return kind;
    }
  }
  return null;
}

/** A category and those above it, by id. */
export function lineage(category: Category | null | undefined): number[] {
  return category ? [category.id, ...lineage(category.parentCategory)] : [];
}

/** The kind that what is being written asks for help: by category, or by a group among the recipients. */
export function kindOfText(
  kinds: Kinds,
  model: ComposerModel
): KindAvailability | null {
  if (model.action === "privateMessage") {
    const recipients = recipientsOf(model).map((name) => name.toLowerCase());
    return (
      kinds.find(
        ({ groupName }) =>
          groupName && recipients.includes(groupName.toLowerCase())
      ) ?? null
    );
  }
  return kindOfCategory(
    kinds,
    model.action === "reply" ? model.topic?.category : model.category
  );
}

export const recipientsOf = (model: ComposerModel): string[] =>
  (model.targetRecipients ?? "").split(",").filter((name) => name !== "");

const nearness = { on_watch: 0, team_hours: 1, away: 2, any_time: 3 };

/** The kind that helps soonest; help at any time counts only where there is no other. */
export function soonest(kinds: Kinds): KindAvailability | null {
  const rank = ({ state, nextOpening }: KindAvailability) =>
    `${nearness[state]}${nextOpening ?? "9"}`;
  return (
    [...kinds].sort((one, other) => (rank(one) < rank(other) ? -1 : 1))[0] ??
    null
  );
}

/** Whether somebody is in a kind's team, by the groups that the page knows; the service judges by itself. */
export const inTeam = (
  { groupName }: KindAvailability,
  user: CurrentUser | null
): boolean =>
  groupName !== null &&
  (user?.groups ?? []).some(
    ({ name }) => name.toLowerCase() === groupName.toLowerCase()
  );
