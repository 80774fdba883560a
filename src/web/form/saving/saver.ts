import { GateProblem } from '../../client/gate-problem.ts';
import { isRefused, mayBeDone, stateAfter } from './after-failure.ts';
import { plain } from './plain.ts';
import { isHeld, isWaiting, type SavingState } from './saving-state.ts';

/** What the gate has of it: at least when it was saved last, which is null before the first time. */
interface Saved {
  readonly savedAt: string | null;
}

/** How a kind of draft is saved at the gate and read from it. Each throws what the gate answered. */
export interface Keeper<Content, Kept extends Saved> {
  /** Saves on top of what was kept last, or anew where nothing was. */
  readonly save: (content: Content, kept: Kept | undefined) => Promise<Kept>;
  readonly read: (kept: Kept) => Promise<{ readonly kept: Kept; readonly content: Content }>;
  /** What is sent of what is typed, where that is less or written otherwise: by this it is known again. */
  readonly written?: (content: Content) => unknown;
  /** Looks for what was made and never answered. */
  readonly find?: (plainContent: string) => Promise<Kept | undefined>;
}

/** What the saver is told of the gate and of the session. Each answers how to stop listening. */
export interface GateNews {
  readonly onBack: (tell: () => void) => () => void;
  readonly onSignedIn: (tell: () => void) => () => void;
}

export interface Timing {
  readonly now: () => number;
  /** Answers how to call it off. */
  readonly after: (ms: number, does: () => void) => () => void;
}

/** Two people's words about one thing. */
export interface Meeting<Content, Kept> {
  /** What both last agreed on. */
  readonly base: Content;
  readonly mine: Content;
  readonly theirs: Content;
  readonly kept: Kept;
}

export interface SaverOptions<Content, Kept extends Saved> {
  readonly keeper: Keeper<Content, Kept>;
  readonly kept: Kept | undefined;
  /** What is typed now; not changed in place afterwards. Nothing where it cannot be saved yet. */
  readonly content: () => Content | undefined;
  /** What the gate has, as the page was opened with it. */
  readonly base: Content;
  readonly pauseMs: number;
  /** While somebody goes on typing it is saved after so long. */
  readonly typingMs?: number;
  readonly news: GateNews;
  readonly timing: Timing;
  /** Puts both together and shows it; without it a person chooses. */
  readonly join?: (meeting: Meeting<Content, Kept>) => void;
  readonly tell: (state: SavingState, kept: Kept | undefined) => void;
}

/** Others may save again and again; who types does not wait for ever. */
const MEETINGS_MAX = 5;
const AGAIN_AFTER_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** So many contents that were sent without an answer are known again when they are met. */
const UNANSWERED_MAX = 4;

/**
 * Saves what is typed, one save at a time, each on top of the one before; it alone knows what is saved. What it cannot save it
 * keeps, and saves by itself as soon as what was in the way is gone.
 */
export class Saver<Content, Kept extends Saved> {
  #state: SavingState = { is: 'untouched' };
  #kept: Kept | undefined;
  #base: Content;
  #isEnding = false;
  /** Counts changes; what differs from the count of the last save is unsaved. */
  #typed = 0;
  #saved = 0;
  #dueAt: number | undefined;
  #callOff: () => void = () => undefined;
  #tries = 0;
  #unanswered: readonly string[] = [];
  #last: Promise<void> = Promise.resolve();
  #stops: readonly (() => void)[] = [];
  #isStopped = false;
  readonly #options: SaverOptions<Content, Kept>;

  constructor(options: SaverOptions<Content, Kept>) {
    this.#options = options;
    this.#kept = options.kept;
    this.#base = options.base;
    const at = options.kept?.savedAt ?? null;
    if (at !== null) this.#state = { is: 'saved', at };
  }

  get state(): SavingState {
    return this.#state;
  }

  get kept(): Kept | undefined {
    return this.#kept;
  }

  /** Begins to listen for the gate and for a sign-in. */
  start(): void {
    const { news } = this.#options;
    const again = (): void => {
      if (isWaiting(this.#state)) void this.flush();
    };
    this.#isStopped = false;
    this.#stops = [news.onBack(again), news.onSignedIn(again)];
  }

  /** Sends what can still be sent, and listens no more. */
  stop(): Promise<void> {
    for (const stop of this.#stops) stop();
    this.#isStopped = true;
    return this.flush();
  }

  /** Whether something would be lost if the page were left now. */
  readonly isUnsaved = (): boolean => this.#typed !== this.#saved;

  changed(): void {
    this.#typed += 1;
    const { is } = this.#state;
    if (isHeld(this.#state) || isWaiting(this.#state)) this.#say(this.#state);
    else {
      if (is !== 'saving') this.#say({ is: 'unsaved' });
      this.#saveSoon();
    }
  }

  /** Saves at once what is not saved yet; done when it is saved, or cannot be. */
  readonly flush = (): Promise<void> => {
    this.#callOff();
    this.#dueAt = undefined;
    this.#last = this.#last.then(() => this.#save());
    return this.#last;
  };

  /** Saves even if nothing was typed, so that there is a draft. */
  insist(): Promise<void> {
    this.#typed += 1;
    return this.flush();
  }

  /** Takes what the gate answered to another act on the draft, which has another tag now. */
  acted(kept: Kept): void {
    this.#kept = kept;
    this.#say(this.#state);
  }

  /** Another tab has the draft, or has ended it. */
  hold(state: SavingState): void {
    this.#callOff();
    this.#dueAt = undefined;
    this.#say(state);
  }

  /** Reads what stands at the gate, to be joined with what stands here; then `resume` saves again. */
  async meet(): Promise<Meeting<Content, Kept> | undefined> {
    const mine = this.#options.content();
    if (this.#kept === undefined || mine === undefined) return undefined;
    const { kept, content: theirs } = await this.#options.keeper.read(this.#kept);
    const meeting = { base: this.#base, mine, theirs, kept };
    this.#kept = kept;
    this.#base = theirs;
    return meeting;
  }

  /** Saves again from now on, on top of what was met. */
  resume(): Promise<void> {
    this.#say({ is: 'unsaved' });
    return this.insist();
  }

  /** Leaves the draft to whoever has saved or ended it, and keeps what stands here as one of its own. */
  async saveAsNew(): Promise<void> {
    this.#kept = undefined;
    await this.resume();
  }

  /** It is done, or given up: nothing is unsaved any more. Answers what the gate still has of it. */
  async end(): Promise<Kept | undefined> {
    this.#callOff();
    this.#dueAt = undefined;
    this.#saved = this.#typed;
    this.#isEnding = true;
    await this.#last;
    this.#isEnding = false;
    const kept = this.#kept;
    this.#kept = undefined;
    this.#saved = this.#typed;
    this.#say({ is: 'untouched' });
    return kept;
  }

  #say(state: SavingState): void {
    this.#state = state;
    this.#options.tell(state, this.#kept);
  }

  #saveSoon(): void {
    const { timing, pauseMs, typingMs = Number.POSITIVE_INFINITY } = this.#options;
    const now = timing.now();
    this.#dueAt ??= now + typingMs;
    this.#callOff();
    const pause = this.#isStopped ? 0 : pauseMs;
    this.#callOff = timing.after(Math.max(0, Math.min(pause, this.#dueAt - now)), () => void this.flush());
  }

  async #save(): Promise<void> {
    if (!this.isUnsaved() || isHeld(this.#state)) return;
    const content = this.#options.content();
    if (content === undefined) return;
    const typed = this.#typed;
    this.#say({ is: 'saving' });
    try {
      const saved = await this.#put(content, typed);
      this.#tries = 0;
      this.#unanswered = [];
      // What was typed, or ended, meanwhile has its own count.
      this.#saved = Math.max(this.#saved, saved);
      // A draft that comes of the last save goes at once: nobody is led to it.
      if (isHeld(this.#state) || this.#isEnding) return;
      const isUnsaved = this.isUnsaved();
      this.#say(isUnsaved ? { is: 'unsaved' } : { is: 'saved', at: this.#kept?.savedAt ?? '' });
      if (isUnsaved) this.#saveSoon();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Answers the count of changes that are saved with it. */
  async #put(content: Content, typed: number, meetings = 0): Promise<number> {
    const { keeper, join } = this.#options;
    if (this.#kept === undefined && this.#unanswered.length > 0) await this.#findUnanswered();
    const before = this.#kept;
    try {
      this.#kept = await keeper.save(content, before);
      this.#base = content;
      return typed;
    } catch (error) {
      if (mayBeDone(error)) this.#unanswered = [...this.#unanswered, this.#plain(content)].slice(-UNANSWERED_MAX);
      if (!isRefused(error, 412) || before === undefined || meetings === MEETINGS_MAX) throw error;
      const { kept, content: theirs } = await keeper.read(before);
      const base = this.#base;
      // What stands there was sent from here and never answered, or only something beside the content changed.
      const isOwn = [...this.#unanswered, this.#plain(base)].includes(this.#plain(theirs));
      if (!isOwn && join === undefined) throw error;
      this.#kept = kept;
      this.#base = theirs;
      if (isOwn) return this.#put(content, typed, meetings + 1);
      join?.({ base, mine: this.#options.content() ?? content, theirs, kept });
      return this.#put(this.#options.content() ?? content, this.#typed, meetings + 1);
    }
  }

  /** Takes in what was saved elsewhere since, and saves both; throws where that cannot be read. */
  async takeIn(): Promise<void> {
    const taking = this.#last.then(async () => {
      const meeting = await this.meet();
      if (meeting === undefined || this.#plain(meeting.theirs) === this.#plain(meeting.base)) return;
      this.#options.join?.(meeting);
      this.#typed += 1;
    });
    this.#last = taking.catch(() => undefined);
    await taking;
    await this.flush();
  }

  /** What was made and never answered is looked for in the words in which it was sent. */
  async #findUnanswered(): Promise<void> {
    for (const one of this.#unanswered) {
      this.#kept ??= await this.#options.keeper.find?.(one);
    }
  }

  #plain(content: Content): string {
    return plain(this.#options.keeper.written?.(content) ?? content);
  }

  #fail(error: unknown): void {
    // It ended while its last save was on its way: nothing is left to be said of that.
    if (!this.isUnsaved() || isHeld(this.#state)) return;
    const state = stateAfter(error, this.#kept !== undefined);
    this.#say(state);
    this.#callOff();
    if (this.#isStopped || (state.is !== 'away' && state.is !== 'busy')) return;
    const ms = AGAIN_AFTER_MS[Math.min(this.#tries, AGAIN_AFTER_MS.length - 1)] ?? 0;
    const leastMs = error instanceof GateProblem ? (error.retryAfter ?? 0) * 1_000 : 0;
    this.#tries += 1;
    this.#callOff = this.#options.timing.after(Math.max(ms, leastMs), () => void this.flush());
  }
}
