/** Something that somebody types into. */
export interface Work {
  /** Whether something is typed that the gate does not have. */
  readonly isUnsaved: () => boolean;
  /** Saves it at once, where it is saved by itself; done when it is saved or cannot be. What has no draft has no such way. */
  readonly save?: () => Promise<void>;
  /** The gate has taken what was sent from this page. */
  readonly taken?: () => void;
}

/** What would be lost if the page were left now: of what is saved by itself, and of what is kept on the page only. */
export type Unsaved = 'nothing' | 'draft' | 'form';

const works = new Set<Work>();
const tellers = new Set<() => void>();

/** Notes what is typed into, as long as it is on the screen. */
export function noteWork(work: Work): () => void {
  works.add(work);
  workChanged();
  return () => {
    works.delete(work);
    workChanged();
  };
}

/** To be called whenever something that was noted may be saved or unsaved now. */
export function workChanged(): void {
  for (const tell of tellers) tell();
}

export function onWorkChange(tell: () => void): () => void {
  tellers.add(tell);
  return () => void tellers.delete(tell);
}

export function unsavedWork(): Unsaved {
  const unsaved = [...works].filter((work) => work.isUnsaved());
  if (unsaved.length === 0) return 'nothing';
  return unsaved.every(({ save }) => save !== undefined) ? 'draft' : 'form';
}

/** Saves at once all that can be saved. */
export async function saveWork(): Promise<void> {
  await Promise.all([...works].filter((work) => work.isUnsaved()).map((work) => work.save?.()));
}

/** To be called whenever the gate has taken what somebody sent. */
export function noteTaken(): void {
  for (const { taken } of works) taken?.();
}

/** The page is left for good, and whoever leaves it was asked or may keep nothing of it. */
export function forgetWork(): void {
  works.clear();
  workChanged();
}
