type Listener = (payload?: object) => void;

/** Words between parts of the page that don't know each other. */
export class AppEvents {
  private listeners = new Map<string, Set<Listener>>();

  on(name: string, listener: Listener): void {
    const known = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, known.add(listener));
  }

  trigger(name: string, payload?: object): void {
    this.listeners.get(name)?.forEach((listener) => listener(payload));
  }
}
