import { theGate } from './the-gate.ts';
import { saveWork, unsavedWork } from './unsaved-work.ts';

/** So long a save may take before whoever leaves is asked. */
const SAVE_MS = 3_000;

type Asker = () => Promise<boolean>;

/** Asks whoever leaves; there is one on every page of the console. */
let ask: Asker = async () => true;

export function askBy(asker: Asker): void {
  ask = asker;
}

/** Whether the page may be left: what can be saved is saved first, and what cannot is asked about. */
export async function mayLeave(): Promise<boolean> {
  if (unsavedWork() === 'nothing') return true;
  if (!theGate.isAway()) await Promise.race([saveWork(), new Promise((resolve) => setTimeout(resolve, SAVE_MS))]);
  return unsavedWork() === 'nothing' || ask();
}
