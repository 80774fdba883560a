import { step } from '../step.ts';

export const steps = [
  // On the last day of a campaign thousands wait for a signature; of one agency a few do. MariaDB runs what MySQL takes for a comment.
  step('0062-proposals-of-agencies', (engine) => [
    `create index ${engine === 'mysql' ? '/*M! if not exists */' : 'if not exists'} proposal_agencies_by_agency
       on proposal_agencies (agency_code, proposal_id)`,
  ]),
];
