import { createHash } from 'node:crypto';
import type { DdlEngine } from '../columns.ts';
import { columnStep, type MigrationStep, step } from '../step.ts';

/** As `foldedNumber` in the kernel folds today. */
function folded(number: string): string {
  const plain = number.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
  return plain.length <= 200 ? plain : `sha256:${createHash('sha256').update(plain).digest('hex')}`;
}

function foldedIn(cell: string | number | null | undefined): string | null {
  return typeof cell === 'string' && cell !== '' ? folded(cell) : null;
}

/** What was unique as it was written is unique as it is folded. MariaDB runs what MySQL takes for a comment. */
function indexesAnew(engine: DdlEngine): readonly string[] {
  const [unless, where] = engine === 'mysql' ? ['/*M! if not exists */', ' on devices'] : ['if not exists', ''];
  const when = engine === 'mysql' ? '/*M! if exists */' : 'if exists';
  return [
    `create unique index ${unless} devices_folded_serial on devices (folded_serial)`,
    `create unique index ${unless} devices_asset_key on devices (asset_key)`,
    `create index ${unless} devices_folded_mainboard on devices (folded_mainboard)`,
    ...['devices_serial', 'devices_asset', 'devices_by_mainboard'].map(
      (index) => `drop index ${when} ${index}${where}`,
    ),
  ];
}

export const steps: readonly MigrationStep[] = [
  columnStep('0038-device-numbers', {
    table: 'devices',
    columns: ['folded_serial varchar(255)', 'folded_mainboard varchar(255)', 'asset_key varchar(255)'],
  }),
  step('0038-number-indexes', indexesAnew),
  {
    ...step('0038-fold-numbers', () => []),
    fills: {
      table: 'devices',
      key: ['id'],
      reads: ['agency_code', 'serial', 'mainboard_serial', 'asset_number'],
      columns: {
        // Of two devices whose numbers differ in width, case or blanks the first has the number. The other keeps what was
        // written, is found as one whose number is taken, and gets it once it is free.
        folded_serial: { isUnique: true, of: ({ serial }) => foldedIn(serial) },
        folded_mainboard: { isUnique: false, of: ({ mainboard_serial }) => foldedIn(mainboard_serial) },
        asset_key: {
          isUnique: true,
          of: ({ agency_code, asset_number }) => {
            const number = foldedIn(asset_number);
            return number === null ? null : `${agency_code}/${number}`;
          },
        },
      },
    },
  },
];
