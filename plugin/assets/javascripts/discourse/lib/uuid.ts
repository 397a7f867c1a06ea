/** A UUID version 7 (RFC 9562 §5.7): 48 bits of ms since the epoch, UTC, then chance. */
export function uuidV7(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10));
  const chance = Array.from(bytes, (byte) =>
    byte.toString(16).padStart(2, "0")
  ).join("");
  const time = now.toString(16).padStart(12, "0");
  const digits = `${time}7${chance.slice(0, 3)}${"89ab"[bytes[9]! % 4]}${chance.slice(3, 18)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
