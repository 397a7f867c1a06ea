import type { FieldError, Problem } from "@veille/shared/api/problem";
import type { Token } from "@veille/shared/api/token";
import { ajax } from "discourse/lib/ajax";
import { i18n } from "discourse-i18n";

/** What the service, or the way to it, answered instead. `status` is 0 where there was no answer. */
export class ServiceError extends Error {
  constructor(
    /** the service's own, or `unreachable`, `no_token` */
    public readonly code: string,
    public readonly status: number,
    public readonly problem: Partial<Problem> = {}
  ) {
    super(problem.title ?? code);
  }

  /** Whether what was asked may have been done all the same. */
  get inDoubt(): boolean {
    return (
      this.code !== "no_token" && (this.status === 0 || this.status >= 500)
    );
  }

  get errors(): FieldError[] {
    return this.problem.errors ?? [];
  }
}

/** What a person reads when an act did not succeed. What is no answer of the service's is thrown on. */
export function problemWords(
  error: unknown,
  unanswered = "veille.act.failed"
): string {
  if (!(error instanceof ServiceError)) {
    throw error;
  }
  if (error.code === "no_token") {
    return i18n("veille.no_token");
  }
  if (error.inDoubt) {
    return i18n(unanswered);
  }
  // "something is wrong in what was sent" says less than what is wrong
  const fields = error.errors.map(({ message }) => message);
  return fields.length > 0 ? fields.join(" ") : error.message;
}

/** What is wrong with each field, by its path; what is said at a field need not be said again. */
export const fieldErrors = (error: unknown): Record<string, string> =>
  error instanceof ServiceError
    ? Object.fromEntries(
        error.errors.map(({ path, message }) => [path, message])
      )
    : {};

interface Asked {
  body?: object | undefined;
  /** with the reader's token, asked of the forum where there is none */
  signed?: boolean;
  /** asks the service even where the browser has a fresh copy */
  fresh?: boolean;
  /** a topic's id: with a token that says whether the reader moderates it */
  moderating?: number;
}

const lifetime = 4 * 60_000;

/** The way to the service: a short-lived token, 8 s of patience, problems as errors. */
export class VeilleService {
  /** by the topic that they are asked for; 0: for none */
  private tokens = new Map<number, { value: Promise<string>; since: number }>();

  constructor(
    private readonly base: string,
    private readonly patience = 8000
  ) {}

  /** @throws ServiceError */
  async call<T>(method: string, path: string, asked: Asked = {}): Promise<T> {
    const response = await this.answer(method, path, asked);
    if (response.status === 204) {
      return undefined as T;
    }
    const body: unknown = await response.json().catch(() => null);
    if (response.ok && body) {
      return body as T;
    }
    throw this.refusal(response, body);
  }

  /** What is no JSON, to be saved. @throws ServiceError */
  async file(path: string): Promise<Blob> {
    const response = await this.answer("GET", path, {});
    if (response.ok) {
      return response.blob();
    }
    throw this.refusal(response, await response.json().catch(() => null));
  }

  private async answer(
    method: string,
    path: string,
    asked: Asked
  ): Promise<Response> {
    const response = await this.send(method, path, asked);
    if (response.status !== 401 || asked.signed === false) {
      return response;
    }
    this.tokens.delete(asked.moderating ?? 0);
    return this.send(method, path, asked);
  }

  private refusal({ ok, status }: Response, body: unknown): ServiceError {
    const problem = (body ?? {}) as Partial<Problem>;
    return new ServiceError(
      problem.code ?? "unreachable",
      ok ? 0 : status,
      problem
    );
  }

  private async send(
    method: string,
    path: string,
    { body, signed = true, fresh = false, moderating = 0 }: Asked
  ): Promise<Response> {
    const headers: Record<string, string> = {};
    if (signed) {
      headers.Authorization = `Bearer ${await this.bearer(moderating)}`;
    }
    if (body) {
      headers["Content-Type"] = "application/json";
    }
    try {
      return await fetch(this.base + path, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
        ...(fresh && { cache: "no-cache" }),
        signal: AbortSignal.timeout(this.patience),
      });
    } catch {
      throw new ServiceError("unreachable", 0);
    }
  }

  private bearer(topicId: number): Promise<string> {
    const known = this.tokens.get(topicId);
    if (known && performance.now() - known.since <= lifetime) {
      return known.value;
    }
    const value = this.askToken(topicId);
    this.tokens.set(topicId, { value, since: performance.now() });
    return value;
  }

  private async askToken(topicId: number): Promise<string> {
    try {
      const answer: Token = await ajax("/veille/token.json", {
        type: "POST",
        ...(topicId && { data: { topicId } }),
      });
      return answer.token;
    } catch (error) {
      this.tokens.delete(topicId);
      const status = Number(
        (error as { jqXHR?: { status?: number } }).jqXHR?.status ?? 0
      );
      throw new ServiceError("no_token", status);
    }
  }
}
