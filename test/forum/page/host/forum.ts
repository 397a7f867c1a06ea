/** The page's own calls to the stand-in: its session, and JSON both ways. */
export interface Failure extends Error {
  jqXHR: { status: number; responseJSON?: unknown };
}

export interface SessionUser {
  id: number;
  username: string;
  name: string | null;
  moderator: boolean;
  groups: { id: number; name: string }[];
  user_option: { timezone: string | null };
}

let csrf: string | null = null;

async function token(): Promise<string> {
  csrf ??= ((await ask("GET", "/session/csrf.json")) as { csrf: string }).csrf;
  return csrf;
}

/** @throws an Error with `jqXHR`, as the forum's own `ajax` does */
export async function ask(method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(path, {
    method,
    headers: {
      Accept: "application/json",
      ...(body && { "Content-Type": "application/json" }),
      ...(method !== "GET" && { "X-CSRF-Token": await token() }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json().catch(() => null)) as unknown;
  if (!response.ok) {
    const failure = new Error(`${method} ${path}: ${response.status}`);
    throw Object.assign(failure, {
      jqXHR: { status: response.status, responseJSON: answer },
    });
  }
  return answer;
}

/** What the forum said was wrong, or null where it said nothing. */
export function sentencesOf(error: unknown): string[] | null {
  const body = (error as Partial<Failure>).jqXHR?.responseJSON as { errors?: string[] } | undefined;
  return body?.errors ?? null;
}

/** Null for a visitor. */
export async function whoAmI({ signedIn }: PageSettings): Promise<SessionUser | null> {
  if (!signedIn) {
    return null;
  }
  try {
    const answer = (await ask("GET", "/session/current.json")) as {
      current_user: Omit<SessionUser, "user_option"> & {
        timezone: string | null;
      };
    };
    const { timezone, ...user } = answer.current_user;
    return { ...user, user_option: { timezone } };
  } catch {
    return null;
  }
}

/** Becomes somebody else; null: nobody. The page is loaded anew by whoever asks. */
export async function become(username: string | null): Promise<void> {
  await ask("POST", "/stand-in/session", { username });
}

export interface PageSettings {
  serviceUrl: string;
  /** group ids with `|` between */
  coordinatorGroups: string;
  title: string;
  signedIn: boolean;
  /** where the button's hours count */
  demoTopic: number | null;
  people: { id: number; username: string; name: string | null }[];
}

export const pageSettings = async (): Promise<PageSettings> =>
  (await ask("GET", "/stand-in/page.json")) as PageSettings;
