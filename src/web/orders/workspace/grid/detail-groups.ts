import { COMPUTER_FIELDS, GRID_CELLS, ITEM_FIELDS, LINE_FIELDS } from '../body/fields.ts';
import type { GridName } from '../body/order-draft.ts';

/** Fields of a row that stand together beside its cells. */
export interface DetailGroup {
  readonly title: 'computer' | 'system' | 'software' | 'funding' | 'licence' | 'other';
  readonly names: readonly string[];
}

const SYSTEM = 'computer.operatingSystem.';
const COMPUTER_NAMES = COMPUTER_FIELDS.map(({ name }) => name).filter((name) => !name.startsWith(SYSTEM));
const SYSTEM_NAMES = COMPUTER_FIELDS.map(({ name }) => name).filter(
  (name) => name.startsWith(SYSTEM) && !GRID_CELLS.lines.includes(name),
);

function restOf(names: readonly string[], cells: readonly string[]): { funding: DetailGroup; other: DetailGroup } {
  const rest = names.filter((name) => !cells.includes(name));
  return {
    funding: { title: 'funding', names: rest.filter((name) => name.startsWith('funding.')) },
    other: { title: 'other', names: rest.filter((name) => !name.startsWith('funding.')) },
  };
}

const LINE_REST = restOf(
  LINE_FIELDS.map(({ name }) => name),
  GRID_CELLS.lines,
);
const ITEM_REST = restOf(
  ITEM_FIELDS.map(({ name }) => name),
  GRID_CELLS.softwarePlan,
);
const ITEM_GROUPS: readonly DetailGroup[] = [{ ...ITEM_REST.other, title: 'licence' }, ITEM_REST.funding];

/** What a row says beyond its cells, in the order of the screen; of a line, what its kind has. */
export function detailGroups(grid: GridName, kind: string): readonly DetailGroup[] {
  if (grid === 'softwarePlan') return ITEM_GROUPS;
  const software: DetailGroup = { title: 'software', names: ['software.category'] };
  const isComputer = kind !== 'software' && kind !== 'other';
  const block: readonly DetailGroup[] = isComputer
    ? [
        { title: 'computer', names: COMPUTER_NAMES },
        { title: 'system', names: SYSTEM_NAMES },
      ]
    : kind === 'software'
      ? [software]
      : [];
  return [...block, LINE_REST.funding, LINE_REST.other];
}
