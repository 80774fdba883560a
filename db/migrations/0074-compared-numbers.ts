import { createHash } from 'node:crypto';
import type { DdlEngine } from '../columns.ts';
import { columnStep, type MigrationStep, step } from '../step.ts';

/** As `foldedNumber` in the kernel folds today. */
function folded(number: string): string {
  const plain = number.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase();
  return plain.length <= 200 ? plain : `sha256:${createHash('sha256').update(plain).digest('hex')}`;
}

const PREFIX = /^(?:S\/N|SN(?=[:#.])|NO(?=[:#.])|№|编号|序列号|合同编号|合同号|备案编号|备案号|发票号码|发票号)[:#.]*/u;

/** As `looseNumber` in the kernel leaves signs out today. */
function loose(number: string): string | null {
  const plain = folded(number)
    .replaceAll(/\p{Cf}/gu, '')
    .replace(PREFIX, '')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return plain === '' ? null : plain;
}

/** `<agency>/<supplier>/`, of the order and of the body that the contract made; the number is put behind it. */
function ownersOfContracts(engine: DdlEngine): readonly string[] {
  const code = engine === 'mysql' ? 'json_value' : 'json_extract';
  const supplier = `coalesce(case when json_valid(r.body) then ${code}(r.body, '$.supplier.creditCode') end, '')`;
  const owners =
    engine === 'mysql' ? `concat(r.agency_code, '/', ${supplier}, '/')` : `r.agency_code || '/' || ${supplier} || '/'`;
  return [
    `update order_contracts set number_key = (
      select ${owners} from order_revisions r
      where r.order_id = order_contracts.order_id and r.revision = order_contracts.revision
    ) where number_key is null`,
  ];
}

export const steps: readonly MigrationStep[] = [
  columnStep('0074-filing-numbers', {
    table: 'plan_filings',
    columns: ['folded_number varchar(255)', 'loose_number varchar(255)'],
    indexes: { plan_filings_loose_number: ['loose_number'] },
  }),
  step('0074-filing-number-index', (engine) => [
    // MariaDB runs what MySQL takes for a comment.
    `create unique index ${engine === 'mysql' ? '/*M! if not exists */' : 'if not exists'} plan_filings_folded_number on plan_filings (folded_number)`,
  ]),
  {
    ...step('0074-fold-filing-numbers', () => []),
    fills: {
      table: 'plan_filings',
      key: ['number'],
      reads: ['number'],
      columns: {
        // Of two filings whose numbers differ in width, case or blanks the first has the number; the other is found as it is written.
        folded_number: { isUnique: true, of: ({ number }) => folded(String(number)) },
        loose_number: { isUnique: false, of: ({ number }) => loose(String(number)) },
      },
    },
  },
  // `<agency>/<supplier>/<number>`, as numbers are compared.
  columnStep('0074-contract-numbers', {
    table: 'order_contracts',
    columns: ['number_key varchar(255)', 'loose_key varchar(255)'],
    indexes: { order_contracts_by_loose_key: ['loose_key'] },
  }),
  step('0074-owners-of-contracts', ownersOfContracts),
  {
    ...step('0074-fold-contract-numbers', () => []),
    fills: {
      table: 'order_contracts',
      key: ['order_id', 'revision'],
      reads: ['number'],
      columns: {
        number_key: {
          isUnique: false,
          replaces: true,
          of: ({ number_key, number }) => {
            const [agency = '', supplier = ''] = String(number_key ?? '').split('/');
            return `${agency}/${supplier}/${folded(String(number))}`;
          },
        },
      },
    },
  },
  {
    ...step('0074-loose-contract-numbers', () => []),
    fills: {
      table: 'order_contracts',
      key: ['order_id', 'revision'],
      reads: ['number', 'number_key'],
      columns: {
        loose_key: {
          isUnique: false,
          of: ({ number, number_key }) => {
            const plain = loose(String(number));
            return plain === null
              ? (number_key ?? null)
              : `${String(number_key).split('/').slice(0, 2).join('/')}/${plain}`;
          },
        },
      },
    },
  },
];
