import { newKey } from '../../../client/call.ts';

/** Tabs of one browser tell each other which draft they have open. */
const CHANNEL = 'gate.draft';

/** So long another tab may take to save what it has before the draft is read again. */
const RELEASE_MS = 2_000;

interface Message {
  readonly says: 'opened' | 'held' | 'taken' | 'released';
  readonly draft: string;
  readonly tab: string;
}

interface Holder {
  /** Another tab has the draft. */
  readonly onHeld: () => void;
  /** Another tab takes the draft over; what is not saved yet is saved before it may. */
  readonly onTaken: () => Promise<void>;
}

/** The claim of one tab to a draft. The tab that had it first keeps it until somebody takes it over in another. */
export class DraftTabs {
  readonly #channel = new BroadcastChannel(CHANNEL);
  readonly #tab = newKey();
  readonly #holder: Holder;
  #draft: string | undefined;
  #isHolding = false;
  #released: () => void = () => undefined;

  constructor(holder: Holder) {
    this.#holder = holder;
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => this.#hear(data);
  }

  /** Holds a draft, and asks whether another tab does already. */
  open(draft: string): void {
    this.#draft = draft;
    this.#isHolding = true;
    this.#say('opened');
  }

  /** Takes the draft from the other tab, which saves first what it has. */
  take(): Promise<void> {
    this.#isHolding = true;
    const released = new Promise<void>((resolve) => {
      this.#released = resolve;
      setTimeout(resolve, RELEASE_MS);
    });
    this.#say('taken');
    return released;
  }

  close(): void {
    this.#channel.close();
  }

  #say(says: Message['says']): void {
    if (this.#draft !== undefined) this.#channel.postMessage({ says, draft: this.#draft, tab: this.#tab });
  }

  #hear({ says, draft, tab }: Message): void {
    if (draft !== this.#draft || tab === this.#tab) return;
    if (says === 'opened' && this.#isHolding) this.#say('held');
    else if (says === 'held') {
      this.#isHolding = false;
      this.#holder.onHeld();
    } else if (says === 'taken' && this.#isHolding) {
      this.#isHolding = false;
      void this.#holder.onTaken().finally(() => this.#say('released'));
    } else if (says === 'released') this.#released();
  }
}
