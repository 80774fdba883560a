import {
  creditCode,
  day,
  digest,
  flag,
  id,
  instant,
  label,
  logIndex,
  longText,
  optionalCount,
  optionalCreditCode,
  optionalDigest,
  optionalId,
  optionalInstant,
  optionalLongText,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // A form that is asked of units by a day; every change is a leaf.
  step('0053-campaigns', (engine) =>
    tableStatements(engine, 'campaigns', {
      columns: [
        id('id'),
        word('purpose'),
        longText('title'),
        longText('documents'),
        // `software-use@1`
        'form_key varchar(80) not null',
        optionalDigest('form_digest'),
        'region char(6) not null',
        creditCode('office_agency'),
        optionalLongText('period'),
        day('as_of_on'),
        day('due_on'),
        flag('is_gating'),
        flag('needs_reasons'),
        longText('ask'),
        word('state'),
        day('made_on'),
        optionalInstant('launched_at'),
        optionalInstant('closed_at'),
        // The leaf of the close: what was filed after it is a correction.
        optionalCount('closed_index'),
        optionalLongText('reason'),
        logIndex(),
      ],
      key: ['id'],
    }),
  ),
  // Who is asked, as it was when it was asked, so that every grouping of a sum can be made again.
  step('0053-campaign-participants', (engine) =>
    tableStatements(engine, 'campaign_participants', {
      columns: [
        id('campaign_id'),
        creditCode('agency_code'),
        label('name'),
        word('kind'),
        word('level'),
        'region char(6) not null',
        optionalCreditCode('parent_code'),
        flag('is_classified'),
        day('due_on'),
        longText('extensions'),
        optionalCreditCode('covered_by'),
        optionalLongText('excuse'),
        logIndex('joined_index'),
        optionalCount('left_index'),
        logIndex(),
      ],
      key: ['campaign_id', 'agency_code'],
      indexes: {
        campaign_participants_by_agency: ['agency_code', 'campaign_id'],
        campaign_participants_by_region: ['campaign_id', 'region', 'agency_code'],
      },
    }),
  ),
  // What the gate knew of each unit as of the day of the campaign: prefill never moves afterwards.
  step('0053-campaign-figures', (engine) =>
    tableStatements(engine, 'campaign_figures', {
      columns: [id('campaign_id'), creditCode('agency_code'), longText('figures'), digest('digest'), logIndex()],
      key: ['campaign_id', 'agency_code'],
    }),
  ),
  // What a unit has typed so far: nobody's statement, so no leaf tells of it.
  step('0053-filing-drafts', (engine) =>
    tableStatements(engine, 'filing_drafts', {
      columns: [
        id('campaign_id'),
        creditCode('agency_code'),
        longText('content'),
        // Counts how often it was saved: its tag.
        'version bigint not null',
        optionalId('saver_person'),
        id('saver_key'),
        instant('saved_at'),
      ],
      key: ['campaign_id', 'agency_code'],
    }),
  ),
];
