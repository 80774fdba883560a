import type { Schemas } from '../client/operation.ts';
import type { Standing } from './assessment-words.ts';

interface Assessed {
  readonly state: Schemas['AssessmentState'] | null;
  readonly silent: boolean;
}

/** How a unit's assessment stands, for whoever has to do something about it. */
export function standingOf({ state, silent }: Assessed): Standing {
  if (state === 'scored' && silent) return 'silent';
  return state ?? 'unscored';
}

/** Whether two people can make it final. */
export function isConfirmable(assessed: Assessed): boolean {
  return ['agreed', 'silent'].includes(standingOf(assessed));
}
