import { forbidden, notFound } from "../answers.ts";
import type { Context } from "../context.ts";
import type { Category, Permissions } from "../rows.ts";
import { slugOf } from "../state.ts";
import { type Call, coreRoutes, plain } from "./route.ts";

export const categoryRoutes = (forum: Context) =>
  coreRoutes(forum, [
    ["get", "/categories.json", () => ({ category_list: { categories: forum.store.all("categories").map(json) } })],
    ["post", "/categories.json", (call) => write(call, null)],
    ["put", "/categories/:id.json", (call) => write(call, found(call))],
    ["delete", "/categories/:id.json", remove],
  ]);

const json = (category: Category) => ({
  id: category.id,
  name: category.name,
  slug: category.slug,
  color: category.color,
  permission: 1,
});

function found(call: Call): Category {
  const category = call.forum.store.get("categories", call.number("id"));
  if (!category) throw notFound();
  return category;
}

const numbers = (permissions: unknown): Permissions =>
  Object.fromEntries(
    Object.entries(permissions as Record<string, unknown>).map(([name, level]) => [name, Number(level)])
  );

/** `category_setting_attributes` holds whether posts there are read first, as in the forum's form. */
function write(call: Call, old: Category | null): object {
  call.admin();
  const { permissions, category_setting_attributes } = call.given;
  const settings = (category_setting_attributes ?? {}) as Record<string, unknown>;
  const flag = (field: string, before: boolean | undefined) =>
    settings[field] === undefined ? (before ?? false) : plain(settings[field]) === "true";
  const title = call.text("name") ?? old?.name ?? "";
  const category = call.forum.store.put("categories", {
    id: old?.id ?? call.forum.store.nextId("categories"),
    name: title,
    slug: slugOf(title),
    color: call.text("color") ?? old?.color ?? "0088CC",
    parentId:
      call.given["parent_category_id"] === undefined ? (old?.parentId ?? null) : call.number("parent_category_id"),
    permissions: permissions ? numbers(permissions) : (old?.permissions ?? { everyone: 1 }),
    topicApproval: flag("require_topic_approval", old?.topicApproval),
    replyApproval: flag("require_reply_approval", old?.replyApproval),
  });
  return { ...(old && { success: "OK" }), category: json(category) };
}

/** Only an empty one goes, as in the forum. */
function remove(call: Call): object {
  call.admin();
  const category = found(call);
  const used = call.forum.store
    .all("topics")
    .some((topic) => topic.categoryId === category.id && topic.deletedAt === null);
  if (used) throw forbidden();
  call.forum.store.remove("categories", category.id);
  return { success: "OK" };
}
