import { createHash } from 'node:crypto';
import { columnStep, type MigrationStep, step } from '../step.ts';

/** As `supplierNameKey` compares names today. */
function nameKey(name: string): string | null {
  const letters = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const key = letters.replaceAll('有限责任公司', '有限公司');
  if (key === '') return null;
  return key.length <= 200 ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;
}

export const steps: readonly MigrationStep[] = [
  columnStep('0075-supplier-names', {
    table: 'suppliers',
    columns: ['name_key varchar(255)'],
    indexes: { suppliers_by_name: ['name_key'] },
  }),
  {
    ...step('0075-name-suppliers', () => []),
    fills: {
      table: 'suppliers',
      key: ['credit_code'],
      reads: ['name'],
      columns: { name_key: { isUnique: false, of: ({ name }) => nameKey(String(name)) } },
    },
  },
];
