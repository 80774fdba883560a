import type { components } from '../../http/openapi.generated.ts';
import type { Language } from '../../kernel/index.ts';
import type { SummaryOutcome } from './ledgers/compare-summaries.ts';
import type { ComputerOutcome } from './lists/computer-outcome.ts';
import type { SeenFault } from './seen.ts';

export type InventoryRow = components['schemas']['InventoryImportRow'];

const TOLD_MAX = 100;

/** What is told of one computer, line or licence. */
export function toRowBody(outcome: ComputerOutcome, language: Language): InventoryRow {
  const { row, sheet, status, key, deviceId, matchedBy, changes, started, seenAgain, ended, rights } = outcome;
  const { unknown, remarks, faults } = outcome;
  const isSoftware = started + seenAgain + ended > 0;
  return {
    ...{ row, status, key, id: deviceId },
    ...(sheet !== undefined && { sheet }),
    ...(matchedBy !== null && { matchedBy }),
    ...(changes.length > 0 && {
      changes: changes.map(({ field, before, after }) => ({ column: field, before, after })),
    }),
    ...(isSoftware && { installations: { started, seenAgain, ended } }),
    ...(rights > 0 && { rightsDeclared: rights }),
    ...(unknown.length > 0 && { unknownNames: unknown.length }),
    ...toldFaults('remarks', remarks, language),
    ...toldFaults('errors', faults, language),
  };
}

export function toSummaryBody(outcome: SummaryOutcome, language: Language): InventoryRow {
  const { row, status, key, remarks, faults } = outcome;
  return {
    ...{ row, status, key, id: null },
    ...toldFaults('remarks', remarks, language),
    ...toldFaults('errors', faults, language),
  };
}

function toldFaults(
  name: 'remarks' | 'errors',
  faults: readonly SeenFault[],
  language: Language,
): Pick<InventoryRow, 'remarks' | 'errors'> {
  if (faults.length === 0) return {};
  return { [name]: faults.slice(0, TOLD_MAX).map(({ column, text }) => ({ column, message: text[language] })) };
}
