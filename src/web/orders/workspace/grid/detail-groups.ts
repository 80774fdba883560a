import { COMPUTER_FIELDS, GRID_CELLS, ITEM_FIELDS, LINE_FIELDS, OTHER_GOODS_FIELDS } from '../body/fields.ts';
import type { GridName } from '../body/order-draft.ts';

/** Fields of a row that stand together beside its cells. */
export interface DetailGroup {
  readonly title: 'computer' | 'system' | 'software' | 'funding' | 'licence' | 'other';
  readonly names: readonly string[];
}

const SYSTEM = 'computer.operatingSystem.';
const COMPUTER_NAMES = COMPUTER_FIELDS.map(({ name }) => name).filter(
  (name) => name.startsWith('computer.') && !name.startsWith(SYSTEM),
);
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
const withOthers = (names: readonly string[]): DetailGroup => ({
  ...LINE_REST.other,
  names: [...LINE_REST.other.names, ...names],
});
const OTHER_OF_GOODS = withOthers(OTHER_GOODS_FIELDS.map(({ name }) => name));
/** Few computers are priced inside other goods or leased, so it comes last. */
const OTHER_OF_COMPUTERS = withOthers(['pricedIn', 'leaseMonths']);
const COMPUTER: DetailGroup = { title: 'computer', names: COMPUTER_NAMES };
const OF_SYSTEM: DetailGroup = { title: 'system', names: SYSTEM_NAMES };
const SOFTWARE: DetailGroup = { title: 'software', names: ['software.category'] };
const ITEM_GROUPS: readonly DetailGroup[] = [{ ...ITEM_REST.other, title: 'licence' }, ITEM_REST.funding];

/** What a row says beyond its cells, in the order of the screen; of a line, what its kind has. */
export function detailGroups(grid: GridName, kind: string): readonly DetailGroup[] {
  if (grid === 'softwarePlan') return ITEM_GROUPS;
  if (kind === 'other') return [LINE_REST.funding, OTHER_OF_GOODS];
  if (kind === 'software') return [SOFTWARE, LINE_REST.funding, LINE_REST.other];
  return [COMPUTER, OF_SYSTEM, LINE_REST.funding, OTHER_OF_COMPUTERS];
}
