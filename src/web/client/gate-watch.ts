/** After so long the gate is looked for again, in milliseconds: soon at first, then less and less often. */
const LOOK_AFTER_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** What the watch needs of its page. */
export interface WatchedPage {
  /** Asks whether the gate is there. */
  readonly look: () => Promise<boolean>;
  readonly after: (ms: number, does: () => void) => unknown;
}

/**
 * Knows whether the gate can be reached. Every call tells it what it met; while the gate is away it looks by itself, and whoever
 * waits for the gate is told when it is back.
 */
export class GateWatch {
  #isAway = false;
  #isLooking = false;
  #looks = 0;
  readonly #page: WatchedPage;
  readonly #changed = new Set<() => void>();
  readonly #back = new Set<() => void>();

  constructor(page: WatchedPage) {
    this.#page = page;
  }

  readonly isAway = (): boolean => this.#isAway;

  /** Told whenever the gate goes away or is back. */
  readonly onChange = (tell: () => void): (() => void) => {
    this.#changed.add(tell);
    return () => void this.#changed.delete(tell);
  };

  /** Told when the gate is back. */
  readonly onBack = (tell: () => void): (() => void) => {
    this.#back.add(tell);
    return () => void this.#back.delete(tell);
  };

  /** The gate has answered, whatever it said. */
  answered(): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#looks = 0;
    for (const tell of [...this.#changed, ...this.#back]) tell();
  }

  /** The gate could not be reached. */
  missed(): void {
    if (this.#isAway) return;
    this.#isAway = true;
    for (const tell of this.#changed) tell();
    this.#lookLater();
  }

  /** Looks whether the gate is there, whatever was known. */
  async check(): Promise<boolean> {
    const isThere = await this.#page.look();
    if (isThere) this.answered();
    else this.missed();
    return isThere;
  }

  /** The network is back, or the page is looked at again: no reason to wait. */
  async lookNow(): Promise<void> {
    if (!this.#isAway || this.#isLooking) return;
    this.#isLooking = true;
    const isThere = await this.#page.look();
    this.#isLooking = false;
    if (isThere) this.answered();
  }

  #lookLater(): void {
    const ms = LOOK_AFTER_MS[Math.min(this.#looks, LOOK_AFTER_MS.length - 1)] ?? 0;
    this.#looks += 1;
    this.#page.after(ms, () => {
      if (!this.#isAway) return;
      void this.lookNow().then(() => this.#isAway && this.#lookLater());
    });
  }
}
