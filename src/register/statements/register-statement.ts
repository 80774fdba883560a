import { type CivilDate, text } from '../../kernel/index.ts';
import { derived, json, type ReferenceKind, textField } from '../../reference/index.ts';
import type { RegisterKind } from './register-kinds.ts';

/** It has nothing of a kind; all that it has stands in the register; something is missing there. */
export type StatedOfKind = 'none' | 'whole' | 'partial';

/**
 * What a unit says of its lists as of a day. Only its own word makes an empty register mean nothing: before it, what the
 * register does not have is not known.
 */
export interface RegisterStatement {
  readonly id: string;
  readonly agencyCode: string;
  readonly asOfOn: CivilDate;
  readonly kinds: Readonly<Partial<Record<RegisterKind, StatedOfKind>>>;
  readonly recordedOn: CivilDate;
}

export const REGISTER_STATEMENT: ReferenceKind<RegisterStatement> = {
  type: 'register-statement',
  called: text('台账完整性声明', 'register statement'),
  table: 'register_statements',
  key: 'id',
  idPrefix: 'rst',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    asOfOn: textField('as_of_on'),
    kinds: json('kinds', (kinds) => kinds),
    recordedOn: derived(textField('recorded_on')),
  },
  agency: 'agencyCode',
  // The same words on another day are another statement.
  identity: { lookUp: 'agencyCode', of: () => null },
  filters: { agencyCode: { by: 'equal', column: 'agency_code' } },
  listedBy: { register_statements_listed_by_agency: ['agency_code'] },
  derive: (statement, { on }) => ({ ...statement, recordedOn: on }),
};
