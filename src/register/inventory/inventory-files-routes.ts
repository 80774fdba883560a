import { type CivilDate, type Language, Refusal, text } from '../../kernel/index.ts';
import { rowValidator } from '../../reference/index.ts';
import { type OwnedFile, type TableHeading, type TableRow, tableRows } from '../../tables/index.ts';
import type { Entitlement } from '../entitlements/entitlement.ts';
import { openDetailLedger } from './ledgers/detail-ledger.ts';
import { openMaintenanceLedger, type SeenMaintenance } from './ledgers/maintenance-ledger.ts';
import { openSummaryLedger, type SeenSummary } from './ledgers/summary-ledger.ts';
import { openLicences, type SeenLicence } from './lists/licence-list.ts';
import { openSnipeAssets } from './scans/snipe-assets.ts';
import type { SeenComputer, SeenFault } from './seen.ts';
import { withinLimits } from './seen-limits.ts';

/** How a table of some format is read: rows go in, what they tell comes out. */
interface OpenFile<Item> {
  readonly take: (row: TableRow) => readonly Item[];
  readonly end: () => readonly Item[];
  readonly heading: () => TableHeading;
}

/** A file that is read anew each time, and what its heading says once it is read. */
export interface ItemFile<Item> {
  readonly items: () => AsyncGenerator<readonly Item[]>;
  readonly ignored: () => readonly string[];
}

/** What a request says besides its file. */
export interface InventoryFileRequest {
  readonly file: OwnedFile;
  readonly language: Language;
  readonly channel: Entitlement['channel'] | undefined;
  readonly seenOn: CivilDate | undefined;
}

/** With the heading. */
const ROWS_MAX = 200_000;

interface ItemSource extends OwnedFile {
  readonly hasAllSheets?: boolean;
}

function itemFile<Item>(file: ItemSource, open: () => OpenFile<Item>): ItemFile<Item> {
  let heading: TableHeading | undefined;
  return {
    items: async function* () {
      const opened = open();
      for await (const rows of tableRows({ ...file, rowsMax: ROWS_MAX })) yield rows.flatMap(opened.take);
      yield opened.end();
      heading = opened.heading();
    },
    ignored: () => (heading?.ignored ?? []).map((name) => name.slice(0, 200)),
  };
}

interface OneByOne<Item> {
  readonly take: (row: TableRow) => Item | undefined;
  readonly heading: () => TableHeading;
}

/** A format in which each row tells of itself. */
function oneByOne<Item>({ take, heading }: OneByOne<Item>, finish: (item: Item) => Item): OpenFile<Item> {
  return {
    take: (row) => {
      const item = take(row);
      return item === undefined ? [] : [finish(item)];
    },
    end: () => {
      heading();
      return [];
    },
    heading,
  };
}

/** A format that begins anew on each sheet; what no sheet of it knows is told of all of them. */
function sheetBySheet<Item>(open: () => OneByOne<Item>): OneByOne<Item> {
  const opened = new Map<string | undefined, OneByOne<Item>>();
  return {
    take: (row) => {
      const sheet = opened.get(row.sheet) ?? open();
      opened.set(row.sheet, sheet);
      return sheet.take(row);
    },
    heading: () => {
      if (opened.size === 0) return open().heading();
      const headings = [...opened].map(([name, sheet]) => onSheet(name, sheet.heading));
      const [first] = headings;
      if (!first) throw new Error('a file has a sheet');
      return { ...first, ignored: [...new Set(headings.flatMap(({ ignored }) => ignored))] };
    },
  };
}

/** Of several sheets, one without a heading is named. */
function onSheet(name: string | undefined, heading: () => TableHeading): TableHeading {
  try {
    return heading();
  } catch (error) {
    if (!(error instanceof Refusal) || name === undefined) throw error;
    const { kind, code, errors } = error;
    const says = error.text;
    throw new Refusal(kind, code, text(`工作表“${name}”：${says['zh-CN']}`, `Sheet "${name}": ${says.en}`), errors);
  }
}

export function detailLedger({ file, language, seenOn }: InventoryFileRequest): ItemFile<SeenComputer> {
  const finish = (computer: SeenComputer | undefined): readonly SeenComputer[] =>
    computer === undefined
      ? []
      : [validatedComputer({ ...computer, seenOn: computer.seenOn ?? seenOn ?? null }, language)];
  return itemFile(file, () => {
    const { take, end, heading } = openDetailLedger();
    return { take: (row) => finish(take(row)), end: () => finish(end()), heading };
  });
}

export function snipeAssets({ file, language }: InventoryFileRequest): ItemFile<SeenComputer> {
  return itemFile(file, () => oneByOne(openSnipeAssets(), (computer) => validatedComputer(computer, language)));
}

export function maintenanceLedger({ file }: InventoryFileRequest): ItemFile<SeenMaintenance> {
  return itemFile({ ...file, hasAllSheets: true }, () => oneByOne(sheetBySheet(openMaintenanceLedger), (line) => line));
}

export function summaryLedger({ file }: InventoryFileRequest): ItemFile<SeenSummary> {
  return itemFile(file, () => oneByOne(openSummaryLedger(), (row) => row));
}

export function licences({ file, language, channel }: InventoryFileRequest): ItemFile<SeenLicence> {
  return itemFile(file, () => oneByOne(openLicences(channel), (licence) => validatedLicence(licence, language)));
}

const validateDevice = rowValidator('DeviceDescription');
const validateLicence = rowValidator('EntitlementCreation');

/** What the contract says of the texts of a device, at the column that each stands in. */
export function validatedComputer(computer: SeenComputer, language: Language): SeenComputer {
  const { device, columns } = computer;
  const { category: _kind, state: _state, acquiredOn: _day, ...described } = device;
  if (Object.keys(described).length === 0) return withinLimits(computer);
  const faults = validateDevice(described, language).map((error) => faultOf(error, columns));
  return withinLimits(faults.length === 0 ? computer : { ...computer, faults: [...computer.faults, ...faults] });
}

/** Stand in for what is found out later, so that the rest is checked as it will be written. */
const FOUND_LATER = { agencyCode: '11421000MB1234562Q', licensee: '-', category: 'other', metric: 'device' };

function validatedLicence(licence: SeenLicence, language: Language): SeenLicence {
  if (licence.faults.length > 0) return licence;
  const { name, edition, version } = licence.software;
  const body = { ...FOUND_LATER, product: name, edition, version, ...licence.licence };
  const faults = validateLicence(body, language).map((error) => faultOf(error, licence.columns));
  return faults.length === 0 ? licence : { ...licence, faults };
}

function faultOf(
  { pointer, message }: { readonly pointer: string; readonly message: string },
  columns: ReadonlyMap<string, string>,
): SeenFault {
  const field = pointer.split('/')[1] ?? '';
  const name = field === 'product' ? 'name' : field;
  return { column: columns.get(name) ?? field, text: text(message, message) };
}

/** The bytes by which a request of JSON is known again. */
export function bytesOf(body: unknown): Buffer {
  return Buffer.from(JSON.stringify(body));
}

export function tooManyLines(most: number): Refusal {
  const message = text(`维护明细一次最多导入 ${most} 行。`, `A maintenance ledger has at most ${most} lines.`);
  return new Refusal('invalid', 'import.too_many_rows', message, [{ pointer: '', message: '' }]);
}
