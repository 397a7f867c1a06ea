import { randomBytes } from "node:crypto";

export const between = (low: number, high: number): number => low + Math.random() * (high - low);
export const whole = (low: number, high: number): number => Math.floor(between(low, high + 1));
export const happens = (odds: number): boolean => Math.random() < odds;

export function oneOf<T>(list: readonly T[]): T {
  const one = list[Math.floor(Math.random() * list.length)];
  if (one === undefined) throw new Error("nothing to choose from");
  return one;
}

/** One of the values, each as likely as its weight is to the sum of all. */
export function weighed<T>(choices: readonly (readonly [weight: number, value: T])[]): T {
  let left = between(
    0,
    choices.reduce((sum, [weight]) => sum + weight, 0)
  );
  for (const [weight, value] of choices) if ((left -= weight) <= 0) return value;
  return oneOf(choices)[1];
}

/** A uuid version 7 of now (RFC 9562 §5.7). */
export function newUuid(now = Date.now()): string {
  const time = now.toString(16).padStart(12, "0");
  const tail = randomBytes(10).toString("hex");
  const variant = "89ab"[Number.parseInt(tail.slice(3, 4), 16) % 4];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${tail.slice(0, 3)}-${variant}${tail.slice(4, 7)}-${tail.slice(8, 20)}`;
}
