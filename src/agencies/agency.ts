import { type CivilDate, text } from '../kernel/index.ts';
import { exact, flag, optionalInteger, optionalText, type ReferenceKind, read, textField } from '../reference/index.ts';

/** An agency as the contract writes it. */
export interface Agency {
  readonly code: string;
  readonly name: string;
  readonly kind: 'party-government-organ' | 'direct-institution' | 'support-institution' | 'other-institution';
  readonly level: 'central' | 'province' | 'city' | 'county' | 'township';
  readonly region: string;
  readonly parentCode: string | null;
  readonly staff: number | null;
  readonly classified: boolean;
  readonly isolatedNetwork: boolean;
  readonly openedOn: CivilDate | null;
}

export const AGENCY: ReferenceKind<Agency> = {
  type: 'agency',
  called: text('单位', 'agency'),
  table: 'agencies',
  key: 'code',
  fields: {
    code: exact(textField('code')),
    name: read(textField('name')),
    kind: textField('kind'),
    level: textField('level'),
    region: textField('region'),
    parentCode: optionalText('parent_code'),
    staff: optionalInteger('staff'),
    classified: flag('is_classified', false),
    isolatedNetwork: flag('is_isolated_network', false),
    openedOn: optionalText('opened_on'),
  },
  agency: 'code',
  identity: { lookUp: 'code', of: ({ code }) => [code] },
  filters: {
    region: { by: 'region', column: 'region' },
    level: { by: 'equal', column: 'level' },
    kind: { by: 'equal', column: 'kind' },
    parentCode: { by: 'equal', column: 'parent_code' },
    name: { by: 'contains', column: 'name' },
  },
  isSmall: true,
};
