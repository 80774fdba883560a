import type { RecordedKind } from '../reference/index.ts';
import { DEBARMENT, type Debarment, debarmentProblems } from './debarment.ts';

/** Debarments as they are recorded. The barred one need not be registered, so there is nothing to be looked up. */
export const DEBARMENTS: RecordedKind<Debarment> = {
  ...DEBARMENT,
  judge: () => ({
    readFor: async () => undefined,
    problemsOf: ({ after }) => debarmentProblems(after),
    take: () => undefined,
  }),
};
