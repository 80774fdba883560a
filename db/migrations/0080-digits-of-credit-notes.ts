import { columnStep, type MigrationStep, step } from '../step.ts';

const AROUND = /INVOICE|INV|NUMBER|NO|FP|SN|\p{Script=Han}|[^\p{L}\p{N}]/gu;

/** As `lastDigitsKey` reads the number of a tax invoice today. */
function lastDigits(number: string): string | null {
  const digits = number.normalize('NFKC').toUpperCase().replaceAll(AROUND, '');
  return /^(?:\d{10}|\d{12}|)(\d{8})$/.exec(digits)?.[1] ?? null;
}

export const steps: readonly MigrationStep[] = [
  // `<supplier>/<last eight digits>` of a credit note that has the number of a tax invoice.
  columnStep('0080-digits-of-credit-notes', {
    table: 'credit_notes',
    columns: ['digits_key varchar(200)'],
    indexes: { credit_notes_by_digits: ['digits_key'] },
  }),
  {
    ...step('0080-find-digits-of-credit-notes', () => []),
    fills: {
      table: 'credit_notes',
      key: ['id'],
      reads: ['number_key', 'number'],
      columns: {
        digits_key: {
          isUnique: false,
          of: ({ number_key, number }) => {
            const digits = lastDigits(String(number));
            return digits && `${String(number_key).split('/')[0]}/${digits}`;
          },
        },
      },
    },
  },
];
