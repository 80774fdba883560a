import { optionalInstant } from '../columns.ts';
import { columnStep } from '../step.ts';

/** From when on a person whose password was reset signs again. */
export const steps = [
  columnStep('0034-signing-again', { table: 'passwords', columns: [optionalInstant('signs_from')] }),
];
