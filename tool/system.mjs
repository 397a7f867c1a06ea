// Programs that npm cannot bring: installed by apt-get where we are root, else asked for in one sentence.
import { chromium, find, redisServer } from "./find.mjs";
import { run } from "./run.mjs";

const wanted = {
  redis: { look: redisServer, debian: "redis-server", ask: "Redis is missing: install redis-server or valkey-server." },
  chromium: { look: chromium, debian: "chromium", ask: "Chromium is missing: install chromium." },
};

async function aptGet(debian) {
  if (process.getuid?.() !== 0 || !find("apt-get")) return;
  console.log(`${debian} is missing: apt-get installs it.`);
  const options = { env: { DEBIAN_FRONTEND: "noninteractive" }, read: true };
  const install = () => run("apt-get", ["install", "-y", "--no-install-recommends", debian], options);
  if ((await install()).code === 0) return;
  await run("apt-get", ["update"], options);
  const { code, said } = await install();
  if (code !== 0) console.error(said.trimEnd().split("\n").slice(-5).join("\n"));
}

/** Where `redis` or `chromium` is, after trying to bring it; null, and one sentence, where that was not possible. */
export async function need(what) {
  const { look, debian, ask } = wanted[what];
  if (!look()) await aptGet(debian);
  const path = look();
  if (!path) console.error(ask);
  return path;
}
