export { factsOfMatters, overdueOf, type RectificationFacts } from './facts-of-matters.ts';
export { countMatters } from './find-matter-count.ts';
export { listUnfinished, type UnfinishedMatter } from './find-matters.ts';
export { isOverdue, type Matter, type MatterStep, STEP_TEXT } from './matter.ts';
export { listMatters, listSteps, type MattersQuestion } from './matters-repository.ts';
export { type MatterWish, type OpenedMatter, openMatters } from './record-matters.ts';
export { voidMatters } from './record-steps.ts';
