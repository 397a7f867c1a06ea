/**
 * What differs in shape between a recorded answer and ours: fields that one lacks, and types. Null fits everything, a
 * list is judged by its first item. `but` names fields (anywhere) that are not compared.
 */
export function shapeDifferences(recorded: unknown, ours: unknown, but: string[] = [], path = "body"): string[] {
  if (recorded === null || ours === null) return [];
  if (kindOf(recorded) !== kindOf(ours)) return [`${path}: ${kindOf(recorded)} recorded, ${kindOf(ours)} ours`];
  if (Array.isArray(recorded) && Array.isArray(ours)) {
    if (recorded.length === 0 || ours.length === 0) return [];
    return shapeDifferences(recorded[0], ours[0], but, `${path}.0`);
  }
  if (typeof recorded !== "object") return [];
  const [theirs, own] = [recorded as Record<string, unknown>, ours as Record<string, unknown>];
  const names = [...new Set([...Object.keys(theirs), ...Object.keys(own)])].filter((name) => !but.includes(name));
  return names.flatMap((name) => {
    if (!(name in own)) return [`${path}.${name}: recorded, not ours`];
    if (!(name in theirs)) return [`${path}.${name}: ours, not recorded`];
    return shapeDifferences(theirs[name], own[name], but, `${path}.${name}`);
  });
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? "list" : typeof value);
