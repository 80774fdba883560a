import {
  creditCode,
  digest,
  id,
  instant,
  logIndex,
  longText,
  optionalCount,
  optionalDay,
  optionalInstant,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // A unit's answer to a campaign, as it stands; every change is a leaf.
  step('0054-filings', (engine) =>
    tableStatements(engine, 'filings', {
      columns: [
        id('id'),
        id('campaign_id'),
        creditCode('agency_code'),
        'region char(6) not null',
        word('state'),
        'revision bigint not null',
        instant('first_filed_at'),
        optionalDay('resubmit_by'),
        logIndex(),
      ],
      key: ['id'],
      unique: { filings_of_campaign: ['campaign_id', 'agency_code'] },
      indexes: {
        filings_by_campaign: ['campaign_id', 'id'],
        filings_by_agency: ['agency_code', 'id'],
        filings_by_state: ['state', 'id'],
      },
    }),
  ),
  // What was filed, frozen: its exact bytes, whose digest its leaf has, and its numbers apart, which sums are made of.
  step('0054-filing-revisions', (engine) =>
    tableStatements(engine, 'filing_revisions', {
      columns: [
        id('filing_id'),
        'revision bigint not null',
        id('campaign_id'),
        // One JSON a revision: a row a cell took twenty times as long to group by regions.
        longText('cells'),
        longText('body'),
        digest('digest'),
        word('kind'),
        word('basis'),
        instant('filed_at'),
        logIndex('filed_index'),
        optionalInstant('accepted_at'),
        optionalCount('accepted_index'),
        // What its acceptance opened.
        longText('opened'),
        optionalInstant('returned_at'),
        optionalCount('returned_index'),
        optionalDay('resubmit_by'),
        optionalCount('superseded_index'),
      ],
      key: ['filing_id', 'revision'],
      indexes: { filing_revisions_by_campaign: ['campaign_id', 'filing_id', 'revision'] },
    }),
  ),
];
