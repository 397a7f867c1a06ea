import type { Clock } from "./clock.ts";
import type { Misbehaviour } from "./misbehave.ts";
import type { Session } from "./who.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";

export interface Keys {
  /** may do everything as anybody, like an administrator's key without scopes */
  admin: string;
  /** the service's: only our own calls, only as `system` */
  veille: string;
}

/** When a key's text reached the forum, by the forum's clock (ms); kept for the benchmark. */
export interface Receipt {
  key: string;
  at: number;
}

/** What every part of the stand-in shares. */
export interface Context {
  store: Store;
  clock: Clock;
  settings: Settings;
  misbehaviour: Misbehaviour;
  keys: Keys;
  /** as people reach it, and `iss` of the tokens */
  origin: string;
  /** where the page finds the service */
  serviceUrl: string;
  /** shared with the service; the first signs */
  secrets: string[];
  sessions: Map<string, Session>;
  receipts: Receipt[];
  /** keys and topics that somebody holds inside an open transaction */
  busy: { keys: Set<string>; topics: Set<number> };
  /** instants of recent admin calls, and of recent calls by address */
  calls: { admin: number[]; byAddress: Map<string, number[]> };
}
