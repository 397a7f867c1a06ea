/** An answer, its body read as JSON where it is JSON. */
export interface Answer {
  status: number;
  body: unknown;
  headers: Headers;
}

/** One call. Objects go as JSON, forms as they are. Throws only where there was no answer. */
export async function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: object | FormData
): Promise<Answer> {
  const form = body instanceof FormData;
  const response = await fetch(url, {
    method,
    headers: { Accept: "application/json", ...(body && !form && { "Content-Type": "application/json" }), ...headers },
    ...(body && { body: form ? body : JSON.stringify(body) }),
    redirect: "manual",
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  return { status: response.status, body: asJson(text), headers: response.headers };
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
