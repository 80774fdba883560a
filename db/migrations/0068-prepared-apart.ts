import { optionalLongText } from '../columns.ts';
import { columnStep } from '../step.ts';

export const steps = [
  // What is prepared for an act, such as hashes of secrets, beside the bytes that whoever is to sign reads.
  columnStep('0068-prepared-apart', { table: 'proposals', columns: [optionalLongText('prepared')] }),
];
