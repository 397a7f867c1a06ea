// One's hours as they are typed: nobody's until they are kept. Shown by components/veille/alerts/choose-hours.gts.
import { tracked } from "@glimmer/tracking";
import type { DeclaredHoursFields } from "@veille/shared/api/declared-hours";
import type { WeeklyWindow } from "@veille/shared/api/kind";
import type VeilleAlerts from "../services/veille-alerts.ts";
import { monToFri } from "./windows.ts";

export type Mode = DeclaredHoursFields["mode"];
export const modes: Mode[] = ["team", "own", "as_before"];

/** The demonstration's hours carry seconds; a screen writes minutes. */
const toTheMinute = (windows: readonly WeeklyWindow[]): WeeklyWindow[] =>
  windows.map(({ weekday, start, end }) => ({
    weekday,
    start: start.slice(0, 5),
    end: end.slice(0, 5),
  }));

export class HoursDraft {
  @tracked mode: Mode;
  @tracked kind: string | null;
  @tracked windows: WeeklyWindow[];
  @tracked zone: string;

  /** `prepared`: a way that a message has prepared, chosen here and not yet kept */
  constructor(
    private readonly alerts: VeilleAlerts,
    prepared: string | null
  ) {
    const { kept } = this;
    this.mode = modes.find((mode) => mode === prepared) ?? kept.mode;
    this.kind = kept.kind ?? alerts.hours!.kinds[0]?.id ?? null;
    this.windows = this.firstWindows();
    this.zone = kept.zone;
  }

  get fields(): DeclaredHoursFields {
    const { mode, kind, windows, zone } = this;
    return {
      mode,
      kind: mode === "team" ? kind : null,
      // one's own week stays there for the day one comes back to it
      windows: mode === "own" ? windows : this.kept.windows,
      zone,
      shiftsLoud: this.kept.shiftsLoud,
    };
  }

  get saved(): boolean {
    return JSON.stringify(this.fields) === JSON.stringify(this.kept);
  }

  /** What stands in the service, in place of what is typed here. */
  takeKept(): void {
    const { mode, kind, windows, zone } = this.kept;
    this.mode = mode;
    this.kind = kind ?? this.kind;
    this.windows = windows;
    this.zone = zone;
  }

  private get kept(): DeclaredHoursFields {
    return this.alerts.choices.hours;
  }

  /** What was kept; else the co-op's hours, to begin with something. */
  private firstWindows(): WeeklyWindow[] {
    const { mode, windows } = this.kept;
    if (mode === "own" || windows.length > 0) {
      return windows;
    }
    const hours = this.alerts.hours!.kinds[0]?.hours;
    return hours?.length ? toTheMinute(hours) : monToFri("09:00", "18:00");
  }
}
