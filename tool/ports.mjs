import { createServer } from "node:net";

const tried = (port) =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(port, "127.0.0.1", () => {
      const { port: given } = probe.address();
      probe.close(() => resolve(given));
    });
  });

export const isFree = (port) => tried(port).then(Boolean, () => false);

/** A free port of this machine: that one if it can be, else any. */
export const freePort = (wanted = 0) => tried(wanted).catch(() => tried(0));
