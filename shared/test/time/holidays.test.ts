import joursFeries from "@socialgouv/jours-feries";
import { knowsRegion, publicHolidays } from "../../src/time/holidays.ts";

const datesOf = (region: string, year: number) => publicHolidays(region, year).dates.map(({ date }) => date);
const two = (value: number) => String(value).padStart(2, "0");
const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030];

describe("public holidays", () => {
  it.each(years)("of France in %i are those that the social ministry publishes, Alsace-Moselle's too", (year) => {
    const published = (alsace: boolean) => {
      const days = Object.values(joursFeries(year, { alsace }));
      // that library makes local dates of the process
      const dates = days.map((day) => `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`);
      return [...new Set(dates)].sort();
    };
    expect(datesOf("FR", year)).toEqual(published(false));
    for (const region of ["FR-57", "FR-67", "FR-68"]) expect(datesOf(region, year)).toEqual(published(true));
  });

  it.each([
    ["RE", "2027-12-20", "Abolition de l’esclavage"],
    ["MQ", "2027-05-22", "Abolition de l’esclavage"],
    ["MQ", "2027-03-26", "Vendredi saint"],
    ["NC", "2027-09-24", "Fête de la Citoyenneté"],
    ["FR-67", "2027-12-26", "Lendemain de Noël"],
  ])("Regional days lost (yasumi#17): %s has %s, %s", (region, date, french) => {
    const holiday = publicHolidays(region, 2027).dates.find((day) => day.date === date);
    expect(holiday?.name.fr).toBe(french);
    expect(datesOf("FR", 2027)).not.toContain(date);
  });

  it("Observances taken for days off: Mother's Day, Whit Sunday and school holidays are ordinary", () => {
    expect(datesOf("FR", 2027)).toHaveLength(11);
    expect(datesOf("FR", 2027)).not.toContain("2027-05-30");
    expect(datesOf("FR", 2027)).not.toContain("2027-05-16");
  });

  it("Holiday a day early for a reader elsewhere (discourse-calendar#486): dates are the region's own", () => {
    expect(datesOf("NC", 2027)[0]).toBe("2027-01-01");
    expect(datesOf("MQ", 2027).at(-1)).toBe("2027-12-25");
    // from sunset to sunset in the data, and a day in the lives of people
    expect(datesOf("MA", 2027)).toContain("2027-03-09");
  });

  it("have names in both languages", () => {
    expect(publicHolidays("FR", 2026).dates.find(({ date }) => date === "2026-07-14")?.name).toEqual({
      fr: "Fête Nationale de la France",
      en: "Bastille Day",
    });
  });

  it("that fall on one day are one date", () => {
    const days = publicHolidays("FR", 2008).dates.filter(({ date }) => date === "2008-05-01");
    expect(days).toEqual([
      { date: "2008-05-01", name: { fr: "Fête du travail, Ascension", en: "Labour Day, Ascension Day" } },
    ]);
  });

  it("of several days are each of them, over New Year too", () => {
    expect(datesOf("TR", 2024)).toEqual(
      expect.arrayContaining(["2024-06-16", "2024-06-17", "2024-06-18", "2024-06-19"])
    );
    expect(datesOf("SZ", 2025)).toContain("2025-01-02");
    expect(datesOf("SZ", 2025).every((date) => date.startsWith("2025-"))).toBe(true);
  });

  it("are days also when the clock change takes an hour from them", () => {
    expect(datesOf("AL", 2024)).toContain("2024-03-31");
  });

  it("of half a day close nothing", () => {
    expect(datesOf("IS", 2026)).not.toContain("2026-12-24");
    expect(datesOf("IS", 2026)).toContain("2026-12-25");
  });

  it("are computed once", () => expect(publicHolidays("RE", 2026)).toBe(publicHolidays("RE", 2026)));
});

describe("Data that ends and a library that throws:", () => {
  it.each([
    ["XX", 2026],
    ["FR-75", 2026],
    ["FR-constructor", 2026],
    ["", 2026],
    ["fr", 2026],
    ["MA", 2077],
    ["FR", 1969],
    ["FR", 2026.5],
    ["FR", NaN],
    ["FR", Infinity],
  ])("%s in %d is unknown, and no day is taken for a holiday", (region, year) => {
    expect(publicHolidays(region, year)).toEqual({ known: false, dates: [] });
  });

  it("the last year with data still has the days of the moon", () => {
    const { known, dates } = publicHolidays("MA", 2076);
    expect(known).toBe(true);
    expect(dates.length).toBeGreaterThan(11);
  });

  it("says which regions there are", () => {
    expect(["FR", "FR-57", "RE", "NC", "US-NY"].map(knowsRegion)).toEqual([true, true, true, true, true]);
    expect(["XX", "FR-75", "toString"].map(knowsRegion)).toEqual([false, false, false]);
  });
});
