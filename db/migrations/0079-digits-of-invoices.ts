import { columnStep, type MigrationStep, step } from '../step.ts';

const AROUND = /INVOICE|INV|NUMBER|NO|FP|SN|\p{Script=Han}|[^\p{L}\p{N}]/gu;

/** As `lastDigitsKey` of payments reads the number of a tax invoice today. */
function lastDigits(number: string): string | null {
  const digits = number.normalize('NFKC').toUpperCase().replaceAll(AROUND, '');
  return /^(?:\d{10}|\d{12}|)(\d{8})$/.exec(digits)?.[1] ?? null;
}

export const steps: readonly MigrationStep[] = [
  // `<supplier>/<last eight digits>` of an approved payment of a tax invoice.
  columnStep('0079-digits-of-invoices', {
    table: 'payments',
    columns: ['digits_key varchar(200)'],
    indexes: { payments_by_digits: ['digits_key'] },
  }),
  {
    ...step('0079-find-digits-of-invoices', () => []),
    fills: {
      table: 'payments',
      key: ['id'],
      reads: ['invoice_key', 'invoice_number'],
      columns: {
        digits_key: {
          isUnique: false,
          of: ({ invoice_key, invoice_number }) => {
            const digits = invoice_key === null ? null : lastDigits(String(invoice_number));
            return digits && `${String(invoice_key).split('/')[0]}/${digits}`;
          },
        },
      },
    },
  },
];
