const table = Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest >>> 0;
});

/** The checksum of PNG chunks (ISO 3309); node:zlib has it from 22.2 on. */
export const crc32 = (data: Uint8Array): number =>
  (data.reduce((sum, byte) => (sum >>> 8) ^ table[(sum ^ byte) & 255]!, 0xffffffff) ^ 0xffffffff) >>> 0;
