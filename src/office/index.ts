export type { FiguresOfAgency, FigureValue } from './figures/figure-values.ts';
export type { FiguresQuestion, Period } from './figures/figures-question.ts';
export { readFiguresOf } from './figures/find-figures.ts';
