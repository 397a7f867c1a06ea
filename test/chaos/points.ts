/** Named moments in what flows between the processes, at which one of them can be killed. */

export type Copy = "a" | "b";
/** what becomes of the message on which somebody waited: it goes on, or is lost */
export type Fate = "goes_on" | "lost";

/** `asked`: on its way, not delivered · `answered`: done, the answer is not delivered. */
export interface Place {
  stage: "asked" | "answered";
  /** a path of the forum's, or a word of a script's arguments in Redis */
  what: string;
}

export interface Hit extends Place {
  /** the copy of the service whose message it is */
  copy: Copy;
  /** lets the message meet its fate; until then it stands still */
  decide(fate: Fate): void;
}

interface Armed {
  places: Place[];
  take(hit: Hit): void;
}

type Fits = (what: string) => boolean;
const match = (places: Place[], stage: Place["stage"], fits: Fits): Place | undefined =>
  places.find((place) => place.stage === stage && fits(place.what));

export class Points {
  #armed: Armed[] = [];

  /** The next message at one of these places, standing still; null where none comes within `patience` ms. */
  next(places: Place[], patience: number): Promise<Hit | null> {
    return new Promise((resolve) => {
      const armed: Armed = {
        places,
        take: (hit) => {
          clearTimeout(timer);
          resolve(hit);
        },
      };
      const timer = setTimeout(() => {
        this.#armed = this.#armed.filter((one) => one !== armed);
        resolve(null);
      }, patience);
      this.#armed.push(armed);
    });
  }

  /** Whether anybody waits for a message of that stage that `fits`. */
  waitsFor(stage: Place["stage"], fits: Fits): boolean {
    return this.#armed.some(({ places }) => match(places, stage, fits));
  }

  /** A message has come to that place: answers what becomes of it. */
  reached(stage: Place["stage"], fits: Fits, copy: Copy): Promise<Fate> {
    const armed = this.#armed.find(({ places }) => match(places, stage, fits));
    const place = armed && match(armed.places, stage, fits);
    if (!place) return Promise.resolve("goes_on");
    this.#armed = this.#armed.filter((one) => one !== armed);
    return new Promise((resolve) => armed.take({ ...place, copy, decide: resolve }));
  }
}
