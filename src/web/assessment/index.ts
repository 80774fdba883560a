import { lazyPart } from '../ui/lazy-screen.ts';

/** Of a filing, for the office and for the unit. */
export const Assessment = lazyPart(async () => (await import('./assessment.tsx')).Assessment);
/** Of a campaign: all its units. */
export const Results = lazyPart(async () => (await import('./results.tsx')).Results);
