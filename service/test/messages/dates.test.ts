import { dateInWords, momentInWords, timeInWords, weekdayInWords, zoneInWords } from "../../src/messages/dates.ts";

const at = (text: string) => Date.parse(text);
const spaced = (text: string) => text.replaceAll("\u00a0", "_");

describe("an instant in words", () => {
  it.each([
    ["2026-11-24T08:00:00Z", "Europe/Paris", "mardi 24_novembre à 9_h", "Tuesday 24_November, 9:00"],
    ["2026-11-24T07:30:00Z", "Europe/Paris", "mardi 24_novembre à 8_h_30", "Tuesday 24_November, 8:30"],
    ["2026-11-30T23:05:59Z", "Europe/Paris", "mardi 1er_décembre à 0_h_05", "Tuesday 1_December, 0:05"],
    ["2026-08-01T13:00:00Z", "America/Martinique", "samedi 1er_août à 9_h", "Saturday 1_August, 9:00"],
    ["2026-10-25T00:30:00Z", "Europe/Paris", "dimanche 25_octobre à 2_h_30", "Sunday 25_October, 2:30"],
    ["2026-10-25T01:30:00Z", "Europe/Paris", "dimanche 25_octobre à 2_h_30", "Sunday 25_October, 2:30"],
    ["2026-11-24T22:00:00Z", "Pacific/Noumea", "mercredi 25_novembre à 9_h", "Wednesday 25_November, 9:00"],
  ])("%s in %s", (instant, zone, french, english) => {
    expect(spaced(momentInWords(at(instant), zone, "fr"))).toBe(french);
    expect(spaced(momentInWords(at(instant), zone, "en"))).toBe(english);
  });

  it("comes in parts, too", () => {
    const noon = at("2026-11-24T11:00:00Z");
    expect(spaced(timeInWords(noon, "Europe/Paris", "fr"))).toBe("12_h");
    expect(spaced(dateInWords(noon, "Europe/Paris", "fr"))).toBe("mardi 24_novembre");
    expect(weekdayInWords(noon, "Europe/Paris", "en")).toBe("Tuesday");
  });
});

describe("a zone in words", () => {
  it.each([
    ["Europe/Paris", "heure de Paris", "Paris time"],
    ["Pacific/Noumea", "heure de Nouméa", "Nouméa time"],
    ["Indian/Reunion", "heure de La Réunion", "La Réunion time"],
    ["America/Argentina/Buenos_Aires", "heure de Buenos Aires", "Buenos Aires time"],
    ["Africa/Abidjan", "heure d’Abidjan", "Abidjan time"],
    ["Etc/UTC", "heure UTC", "UTC"],
  ])("%s", (zone, french, english) => {
    expect([zoneInWords(zone, "fr"), zoneInWords(zone, "en")]).toEqual([french, english]);
  });
});
