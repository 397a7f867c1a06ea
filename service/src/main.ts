import { readConfig } from "./config.ts";
import { startService } from "./service.ts";

/** Ends the process, saying in one line what is wrong. */
const giveUp = (error: unknown): never => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
};

try {
  const service = await startService(readConfig(process.env));
  const stop = () => void service.destroy().then(() => process.exit(0), giveUp);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
} catch (error) {
  giveUp(error);
}
