import { optionalCount } from '../columns.ts';
import { columnStep } from '../step.ts';

export const steps = [
  // The size at which a backup was restored, until somebody says what is missing after it; null: the log goes on.
  columnStep('0025-restored-log', { table: 'log_head', columns: [optionalCount('restored_size')] }),
];
