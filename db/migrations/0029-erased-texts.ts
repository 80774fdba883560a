import { optionalCount } from '../columns.ts';
import { columnStep } from '../step.ts';

export const steps = [
  // The leaf that says that a text, or what was proposed, was erased; null while it is there.
  columnStep('0029-erased-texts', { table: 'sealed_texts', columns: [optionalCount('erased_index')] }),
  columnStep('0029-erased-proposals', { table: 'proposals', columns: [optionalCount('erased_index')] }),
];
