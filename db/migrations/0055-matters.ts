import {
  creditCode,
  day,
  id,
  label,
  logIndex,
  longText,
  optionalDay,
  optionalId,
  optionalLongText,
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What somebody owes by a day and somebody else ends; every change is a leaf.
  step('0055-matters', (engine) =>
    tableStatements(engine, 'matters', {
      columns: [
        id('id'),
        word('kind'),
        word('number'),
        label('title'),
        'region char(6) not null',
        creditCode('owner_agency'),
        longText('co_owners'),
        optionalId('responsible_id'),
        word('severity'),
        optionalLongText('source'),
        word('state'),
        optionalWord('awaits'),
        day('due_on'),
        optionalWord('outcome'),
        optionalId('opened_by'),
        day('opened_on'),
        optionalDay('closed_on'),
        logIndex(),
      ],
      key: ['id'],
      indexes: {
        matters_listed_by_agency: ['owner_agency', 'id'],
        matters_listed_by_agency_state: ['owner_agency', 'state', 'id'],
        matters_listed_by_kind: ['kind', 'id'],
        matters_listed_by_state: ['state', 'id'],
        matters_listed_by_awaited: ['awaits', 'id'],
        // The overdue ones of an agency, which every order of it asks for.
        matters_due: ['owner_agency', 'state', 'due_on'],
        matters_by_number: ['kind', 'number'],
      },
    }),
  ),
  // Who may see a matter, besides those who reach its owner.
  step('0055-matter-agencies', (engine) =>
    tableStatements(engine, 'matter_agencies', {
      columns: [id('matter_id'), creditCode('agency_code'), word('part'), logIndex()],
      key: ['matter_id', 'agency_code'],
      indexes: {
        matter_agencies_by_agency: ['agency_code', 'part', 'matter_id'],
        matter_agencies_by_leaf: ['log_index'],
      },
    }),
  ),
  step('0055-matter-steps', (engine) =>
    tableStatements(engine, 'matter_steps', {
      columns: [
        id('matter_id'),
        'seq integer not null',
        word('act'),
        longText('text'),
        longText('files'),
        optionalId('by_person'),
        day('on_day'),
        optionalDay('due_on'),
        optionalWord('outcome'),
        logIndex(),
      ],
      key: ['matter_id', 'seq'],
      indexes: { matter_steps_by_leaf: ['log_index'] },
    }),
  ),
];
