/** Zones that are hard in different ways, and one instant (UTC) of each near which the clock is changed. */
export const hardZones = {
  "Europe/Paris": ["2026-03-29T01:00Z", "2026-10-25T01:00Z"],
  "Europe/Dublin": ["2026-03-29T01:00Z", "2026-10-25T01:00Z"], // winter is the exception there (negative DST)
  "America/Martinique": ["2026-06-01T00:00Z"], // never
  "Pacific/Noumea": ["2026-06-01T00:00Z"], // never
  "America/New_York": ["2026-03-08T07:00Z", "2026-11-01T06:00Z"],
  "Australia/Lord_Howe": ["2026-04-04T15:00Z", "2026-10-03T15:30Z"], // by half an hour
  "Asia/Beirut": ["2026-03-28T22:00Z", "2026-10-24T21:00Z"], // at midnight
  "America/Santiago": ["2026-04-05T03:00Z", "2026-09-06T04:00Z"], // at midnight
  "Africa/Cairo": ["2026-04-23T22:00Z", "2026-10-29T21:00Z"], // at midnight, on a Friday
  "America/Havana": ["2026-03-08T05:00Z", "2026-11-01T05:00Z"], // 0:00 is skipped, and 0:00 to 1:00 repeated
  "Africa/Casablanca": ["2026-02-15T02:00Z", "2026-03-22T02:00Z"], // for Ramadan only
  "Pacific/Apia": ["2011-12-30T10:00Z"], // skipped a whole day
} as const;

export type HardZone = keyof typeof hardZones;
export const zoneNames = Object.keys(hardZones) as HardZone[];
