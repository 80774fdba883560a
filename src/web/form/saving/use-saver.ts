import { useEffect, useState, useSyncExternalStore } from 'react';
import { onSignedInAgain } from '../../client/session.ts';
import { theGate } from '../../client/the-gate.ts';
import { noteWork, workChanged } from '../../client/unsaved-work.ts';
import { Saver, type SaverOptions } from './saver.ts';
import type { SavingState } from './saving-state.ts';

/** What a saver says, and what the gate has. */
export interface Saving<Kept> {
  readonly state: SavingState;
  readonly kept: Kept | undefined;
}

/** A saver, and how to be told of what it says: a large form is not drawn again for it. */
export interface SaverHandle<Content, Kept extends { readonly savedAt: string | null }> {
  readonly saver: Saver<Content, Kept>;
  readonly subscribe: (tell: () => void) => () => void;
  readonly snapshot: () => Saving<Kept>;
}

const NEWS = { onBack: theGate.onBack, onSignedIn: onSignedInAgain };

const TIMING = {
  now: () => performance.now(),
  after: (ms: number, does: () => void) => {
    const timer = setTimeout(does, ms);
    return () => clearTimeout(timer);
  },
};

type MadeOf<Content, Kept extends { readonly savedAt: string | null }> = Omit<
  SaverOptions<Content, Kept>,
  'news' | 'timing' | 'tell'
>;

/** A saver for what is typed on this screen, made once. Whoever leaves the screen with something unsaved is asked. */
export function useSaver<Content, Kept extends { readonly savedAt: string | null }>(
  make: () => MadeOf<Content, Kept>,
): SaverHandle<Content, Kept> {
  const [handle] = useState(() => handleOf(make()));
  const { saver } = handle;
  useEffect(() => {
    saver.start();
    const forget = noteWork({ isUnsaved: saver.isUnsaved, save: saver.flush });
    return () => {
      forget();
      void saver.stop();
    };
  }, [saver]);
  return handle;
}

/** What a saver says now; drawn again when that changes. */
export function useSaving<Content, Kept extends { readonly savedAt: string | null }>({
  subscribe,
  snapshot,
}: Pick<SaverHandle<Content, Kept>, 'subscribe' | 'snapshot'>): Saving<Kept> {
  return useSyncExternalStore(subscribe, snapshot);
}

function handleOf<Content, Kept extends { readonly savedAt: string | null }>(
  made: MadeOf<Content, Kept>,
): SaverHandle<Content, Kept> {
  const tellers = new Set<() => void>();
  const tell = (state: SavingState, kept: Kept | undefined): void => {
    // Most keys change nothing of what is said.
    const isSame = shown.kept === kept && (shown.state === state || (shown.state.is === state.is && isPlain(state)));
    if (!isSame) shown = { state, kept };
    if (!isSame) for (const each of tellers) each();
    workChanged();
  };
  const saver = new Saver<Content, Kept>({ ...made, ...{ news: NEWS, timing: TIMING, tell } });
  let shown: Saving<Kept> = { state: saver.state, kept: saver.kept };
  return {
    saver,
    subscribe: (each) => {
      tellers.add(each);
      return () => void tellers.delete(each);
    },
    snapshot: () => shown,
  };
}

/** Says nothing but its name. */
function isPlain(state: SavingState): boolean {
  return Object.keys(state).length === 1;
}
