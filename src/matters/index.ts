export {
  factsOfMatters,
  type OwedRectification,
  overdueOf,
  type RectificationFacts,
  withoutAnswered,
} from './facts-of-matters.ts';
export { findAwaitedAnswers, listAnsweredInTime } from './find-awaited-answers.ts';
export { countMatters } from './find-matter-count.ts';
export { listUnfinished, type UnfinishedMatter } from './find-matters.ts';
export { isAnswer, isOverdue, type Matter, type MatterStep, STEP_TEXT } from './matter.ts';
export { listMatters, listSteps, type MattersQuestion } from './matters-repository.ts';
export { type MatterWish, type OpenedMatter, openMatters } from './record-matters.ts';
export { voidMatters } from './record-steps.ts';
