import { optionalDay, optionalWord } from '../columns.ts';
import { columnStep } from '../step.ts';

export const steps = [
  // More time that a unit asked for last, and what came of it: found by its state, since the office answers those that wait.
  columnStep('0088-time-requests', {
    table: 'campaign_participants',
    columns: [
      optionalWord('time_request_state'),
      optionalDay('time_request_on'),
      optionalDay('time_request_due_on'),
      optionalDay('time_request_answered_on'),
    ],
    indexes: { campaign_participants_by_time_request: ['time_request_state', 'time_request_on'] },
  }),
];
