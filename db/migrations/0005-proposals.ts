import {
  creditCode,
  digest,
  id,
  instant,
  label,
  longText,
  optionalCount,
  optionalId,
  optionalInstant,
  optionalLongText,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  step('0005-proposals', (engine) =>
    tableStatements(engine, 'proposals', {
      columns: [
        id('id'),
        word('operation'),
        word('state'),
        digest('digest'),
        id('maker_person'),
        id('maker_key'),
        word('maker_role'),
        optionalId('concerns_person'),
        longText('slots'),
        // `,finance,audit,`: the roles of which any may give the next signature.
        label('awaited_roles'),
        longText('preview'),
        instant('made_at'),
        instant('lapses_at'),
        optionalInstant('closed_at'),
        optionalId('closed_by'),
        optionalLongText('closed_reason'),
        optionalLongText('result'),
        optionalCount('log_index'),
      ],
      key: ['id'],
      indexes: {
        proposals_by_time: ['made_at', 'id'],
        proposals_by_maker: ['maker_person', 'made_at', 'id'],
        proposals_by_state: ['state', 'made_at', 'id'],
      },
    }),
  ),
  // An imported file may be larger than what one statement may carry.
  step('0005-proposal-parts', (engine) =>
    tableStatements(engine, 'proposal_parts', {
      columns: [id('proposal_id'), 'part integer not null', longText('bytes')],
      key: ['proposal_id', 'part'],
    }),
  ),
  step('0005-proposal-agencies', (engine) =>
    tableStatements(engine, 'proposal_agencies', {
      columns: [id('proposal_id'), creditCode('agency_code')],
      key: ['proposal_id', 'agency_code'],
    }),
  ),
  step('0005-proposal-signatures', (engine) =>
    tableStatements(engine, 'proposal_signatures', {
      columns: [
        id('id'),
        id('proposal_id'),
        'sequence integer not null',
        id('person_id'),
        id('key_id'),
        word('role'),
        instant('at'),
      ],
      key: ['id'],
      unique: { proposal_signatures_person: ['proposal_id', 'person_id'] },
    }),
  ),
];
