import { type MigrationStep, step } from '../step.ts';

export const steps: readonly MigrationStep[] = [
  // Why units were given more time or excused lies beside the log, where it can be erased; rows do not repeat it.
  {
    ...step('0061-sealed-reasons', () => []),
    fills: {
      table: 'campaign_participants',
      key: ['campaign_id', 'agency_code'],
      reads: [],
      columns: {
        extensions: { isUnique: false, replaces: true, of: ({ extensions }) => withoutReasons(extensions) },
        excuse: { isUnique: false, replaces: true, of: ({ excuse }) => withoutReasons(excuse) },
      },
    },
  },
];

/** The same JSON without the words of people; run again it changes nothing. */
function withoutReasons(column: string | number | null | undefined): string | null {
  if (typeof column !== 'string') return null;
  return JSON.stringify(JSON.parse(column), (name, value: unknown) => (name === 'reason' ? undefined : value));
}
