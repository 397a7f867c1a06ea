import type { Context } from "../context.ts";
import { keepOwnTime } from "./own-time.ts";

/** After places have changed: own time is loud from now on, pages are written anew, notices leave. A sweep repeats it. */
export async function afterChange(ctx: Context, { users }: { users: number[] }): Promise<void> {
  ctx.bus.emit("watch-changed", {});
  await keepOwnTime(ctx, users);
}
