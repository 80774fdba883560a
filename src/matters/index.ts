export { factsOfMatters, overdueOf, type RectificationFacts } from './facts-of-matters.ts';
export { type Matter, STEP_TEXT } from './matter.ts';
export { type MatterWish, type OpenedMatter, openMatters } from './record-matters.ts';
