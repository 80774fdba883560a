import { text } from '../../kernel/index.ts';

/** Where the day of a signature is written by hand. */
export const DAY = text('年　　月　　日', 'Date:');
export const SEAL = text('（盖章）', '(seal)');
