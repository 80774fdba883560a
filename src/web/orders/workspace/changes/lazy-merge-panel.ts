import { lazyPart } from '../../../ui/lazy-screen.ts';

/** Somebody else is quicker once in a while, so it comes when that happens. */
export const MergePanel = lazyPart(async () => (await import('./merge-panel.tsx')).MergePanel);
