/** An answer, its body read as JSON where it is JSON. */
export interface Answer {
  status: number;
  body: unknown;
  headers: Headers;
}

/** One call. Objects go as JSON, forms as they are. Waits a minute for who doesn't listen; throws where no answer came. */
export async function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: object | FormData
): Promise<Answer> {
  const form = body instanceof FormData;
  const response = await knock(url, {
    method,
    headers: { Accept: "application/json", ...(body && !form && { "Content-Type": "application/json" }), ...headers },
    ...(body && { body: form ? body : JSON.stringify(body) }),
    redirect: "manual",
  });
  const text = await response.text();
  return { status: response.status, body: asJson(text), headers: response.headers };
}

/** Nothing was sent to who refused the connection, so it may be tried again: a forum that is being restarted. */
async function knock(url: string, init: RequestInit): Promise<Response> {
  for (let tries = 0; ; tries++) {
    try {
      return await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) });
    } catch (error) {
      const refused = (error as { cause?: { code?: string } }).cause?.code === "ECONNREFUSED";
      if (!refused || tries === 30) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Reaches into an answer: `field(body, "topic_list", "topics", 0, "id")`. */
export function field<T>(value: unknown, ...path: (string | number)[]): T {
  return path.reduce((at, step) => (at as Record<string | number, unknown> | undefined)?.[step], value) as T;
}
