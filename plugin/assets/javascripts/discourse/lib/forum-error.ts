/** What the forum itself said was wrong with a call of its own; null where it said nothing. */
export function saidByForum(error: unknown): string | null {
  const { jqXHR } = error as {
    jqXHR?: { responseJSON?: { errors?: string[] } };
  };
  return jqXHR?.responseJSON?.errors?.join(" ") ?? null;
}
