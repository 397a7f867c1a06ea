import type { DeferredPost } from "@veille/shared/api/deferred-post";
import { isActive, isMoving, nextLook } from "./deferred-state.ts";
import { LookAgain } from "./look-again.ts";

/** Growing pauses between looks at what is moving, s. */
const pauses = [3, 3, 5, 5, 10, 10, 20];

/** Looks again at posts when something may have happened to them. */
export function followPosts(
  posts: () => DeferredPost[],
  look: (moving: DeferredPost[]) => Promise<unknown>
): LookAgain {
  const moving = () => posts().filter((post) => isMoving(post, Date.now()));
  return new LookAgain({
    pause(round) {
      if (!posts().some(isActive)) {
        return null;
      }
      return moving().length > 0
        ? pauses[Math.min(round, 6)]! * 1000
        : nextLook(posts()) - Date.now();
    },
    async look() {
      await look(moving()).catch(() => null);
      return false;
    },
  });
}
