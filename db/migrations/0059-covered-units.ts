import type { DdlEngine } from '../columns.ts';
import { step } from '../step.ts';

/** MariaDB runs what MySQL takes for a comment. */
function unless(engine: DdlEngine): string {
  return engine === 'mysql' ? '/*M! if not exists */' : 'if not exists';
}

export const steps = [
  // Whoever files for a unit that was merged finds what is owed by its own code.
  step('0059-covered-units', (engine) => [
    `create index ${unless(engine)} campaign_participants_by_successor on campaign_participants (covered_by, campaign_id)`,
  ]),
];
