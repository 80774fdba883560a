import { namesOf, openTable, saysNothing, type TableHeading, type TableRow } from '../../../tables/index.ts';
import { COMPUTER_COLUMNS, cellOf, type ReadingRow, readAgency, readDevice } from '../lists/computer-columns.ts';
import { stateOfWord } from '../lists/computer-words.ts';
import type { SeenComputer, SeenDevice } from '../seen.ts';

/** How Snipe-IT heads its list of assets, in English and in Chinese; a name it changed stands beside the one it had. */
const COLUMNS = {
  ...COMPUTER_COLUMNS,
  agencyName: [...COMPUTER_COLUMNS.agencyName, 'Company', '公司'],
  category: [...COMPUTER_COLUMNS.category, '分类'],
  assetNumber: [...COMPUTER_COLUMNS.assetNumber, 'Asset Tag'],
  serial: [...COMPUTER_COLUMNS.serial, 'Serial Number'],
  brand: [...COMPUTER_COLUMNS.brand, 'Manufacturer'],
  model: [...COMPUTER_COLUMNS.model, 'Model Name', 'Asset Model', '资产型号'],
  usedBy: [...COMPUTER_COLUMNS.usedBy, 'Checked Out To', 'Checked Out', 'Full Name', '借出给', '已借出给'],
  firstName: ['Checked Out To: First Name', 'First Name'],
  lastName: ['Checked Out To: Last Name', 'Last Name'],
  acquiredOn: [...COMPUTER_COLUMNS.acquiredOn, 'Purchase Date', 'Purchased'],
  state: [],
  statusLabel: [...COMPUTER_COLUMNS.state, 'Status', 'Status Label'],
} as const;

export interface OpenAssets {
  readonly take: (row: TableRow) => SeenComputer | undefined;
  readonly heading: () => TableHeading;
}

/** A list of assets as Snipe-IT exports it: computers with who has them, and nothing about software. */
export function openSnipeAssets(): OpenAssets {
  const wanted = ['Asset Tag', 'Serial', 'Model', 'Category'];
  const table = openTable({ read: namesOf(COLUMNS), recognisedMin: 3, wanted });
  return {
    take: (row) => {
      const heading = table.take(row);
      const cells = row.cells.map((cell) => cell.trim());
      if (!heading || saysNothing(cells)) return undefined;
      const reading: ReadingRow = { heading, cells, faults: [] };
      return {
        row: row.row,
        agency: readAgency(reading),
        device: { ...readDevice(reading), ...userIn(reading), ...stateIn(reading) },
        columns: heading.nameOf,
        software: null,
        ...{ covers: [], oemRights: [], seenOn: null, remarks: [] },
        faults: reading.faults,
      };
    },
    heading: table.heading,
  };
}

function userIn(reading: ReadingRow): SeenDevice {
  const name = [cellOf(reading, 'firstName'), cellOf(reading, 'lastName')].filter((part) => part !== '').join(' ');
  return name === '' ? {} : { usedBy: name };
}

/** Status labels are made by each organisation: one of its own says nothing here, and is no reason to refuse the row. */
function stateIn(reading: ReadingRow): SeenDevice {
  const state = stateOfWord(cellOf(reading, 'statusLabel'));
  return state === undefined ? {} : { state };
}
