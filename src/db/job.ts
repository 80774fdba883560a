import type { MayGoOn } from './lead-job.ts';

/** Something that the gate does by itself, again and again; whoever serves the gate starts it. */
export interface Job {
  /** Of its lease, where one process does it for all, and of what is logged when it fails. */
  readonly name: string;
  readonly when: Rhythm;
  /** One process at a time, by a lease, or every process for itself. */
  readonly doneBy: 'one-process' | 'every-process';
  /** One turn. A long one asks whether it may go on; that is how it is stopped. */
  readonly work: (mayGoOn: MayGoOn) => Promise<void>;
  /** Ends what turns have begun and not waited for; called when no turn runs any more. */
  readonly stop?: () => Promise<void>;
}

/** A rest between two turns, or a time of the day as cron writes it; the first turn comes after a time of its own. */
export type Rhythm = (Rest | TimeOfDay) & { readonly firstMs?: number };

export interface Rest {
  readonly everyMs: number;
}

export interface TimeOfDay {
  readonly dailyAt: string;
}
