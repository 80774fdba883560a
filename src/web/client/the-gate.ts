import { isProblemDocument } from './gate-problem.ts';
import { GateWatch } from './gate-watch.ts';

/** A gate that does not say within this time that it lives is away. */
const LOOK_MS = 5_000;

/** The gate of this page. */
export const theGate = new GateWatch({
  look: async () => {
    const giveUp = new AbortController();
    const waiting = setTimeout(() => giveUp.abort(), LOOK_MS);
    const response = await fetch('/healthz', { cache: 'no-store', signal: giveUp.signal }).catch(() => undefined);
    clearTimeout(waiting);
    return response?.ok === true;
  },
  after: (ms, does) => setTimeout(does, ms),
});

/** Whether the gate itself has answered, and not a proxy that did not reach it. */
export function isOfGate(response: Response): boolean {
  return response.ok || response.status === 304 || isProblemDocument(response);
}
