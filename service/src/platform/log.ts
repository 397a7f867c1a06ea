import { pino, type Logger } from "pino";

export type { Logger };

/** JSON lines on standard output. Nothing that a person wrote, no token and no feed address is ever logged. */
export function createLog(level: string): Logger {
  return pino({
    level,
    redact: { paths: ["req.headers.authorization", 'req.headers["api-key"]', "headers.authorization"], remove: true },
  });
}
