// What the browser itself sees of the way to the service, when the service does not say.
import { ServiceError } from "./veille-service.ts";

export type Diagnosis =
  | "no_token"
  | "secret"
  | "not_coordinator"
  | "old_service"
  | "redis"
  | "service_error"
  | "insecure"
  | "cors"
  | "unreachable";

/** An answer that the page may not read is an answer: somebody is there who takes this forum for another one. */
async function answersAtAll(url: string): Promise<boolean> {
  try {
    await fetch(`${url}/healthz`, {
      mode: "no-cors",
      signal: AbortSignal.timeout(5000),
    });
    return true;
  } catch {
    return false;
  }
}

const byStatus: Record<number, Diagnosis> = {
  401: "secret",
  403: "not_coordinator",
  404: "old_service",
};

/** `url` is the service's address in the site settings. */
export async function diagnose(
  error: unknown,
  url: string
): Promise<Diagnosis> {
  if (!(error instanceof ServiceError)) {
    throw error;
  }
  const { code, status } = error;
  if (code === "no_token") {
    return "no_token";
  }
  if (code === "storage_away") {
    return "redis";
  }
  if (status > 0) {
    return byStatus[status] ?? "service_error";
  }
  // a browser refuses what is not encrypted from a page that is
  if (location.protocol === "https:" && url.startsWith("http:")) {
    return "insecure";
  }
  return (await answersAtAll(url)) ? "cors" : "unreachable";
}
