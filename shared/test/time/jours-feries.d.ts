declare module "@socialgouv/jours-feries" {
  /** Names of the holidays to midnights in the zone of the process. */
  export default function joursFeries(year: number, options: { alsace: boolean }): Record<string, Date>;
}
