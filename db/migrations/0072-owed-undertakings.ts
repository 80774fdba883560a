import { optionalCount } from '../columns.ts';
import { columnStep } from '../step.ts';

export const steps = [
  // How many seats of an undertaking are owed, with those that came, for machines that stayed when its contract was ended.
  columnStep('0072-owed-undertakings', { table: 'undertakings', columns: [optionalCount('owed_seats')] }),
];
