import { hasPlainCharacters } from '../kernel/index.ts';
import type { Rows } from './cell-limits.ts';
import { findDateStyles } from './xlsx-dates.ts';
import { rowsOfSheet, type SheetParts, sharedTextsOf } from './xlsx-sheet.ts';
import { attributeIn, attributesOf, NotPlainXml, textOfXml } from './xml-scan.ts';
import { notAnArchive, openZip, type ZipReading } from './zip-entries.ts';

/** A sheet of a workbook: its name, and its rows as they are read. */
export interface WorkbookSheet {
  readonly name: string;
  readonly rows: (rowsMax: number) => AsyncGenerator<Rows>;
}

/** Opens a workbook: its sheets in the order of its own, of which it has one at least. Shared texts and styles are read once. */
export function openWorkbook(bytes: Buffer): readonly [WorkbookSheet, ...WorkbookSheet[]] {
  const zip = openZip(bytes, (name) => WANTED.test(name));
  const places = plainly(() => sheetsOf(zip));
  let shared: Promise<WorkbookParts> | undefined;
  const sheets = places.map(({ name, part }): WorkbookSheet => {
    const rows = async function* (rowsMax: number): AsyncGenerator<Rows> {
      try {
        shared ??= partsOf(zip);
        yield* rowsOfSheet(zip, part, { ...(await shared), sheet: name, rowsMax });
      } catch (error) {
        throw refusedXml(error);
      }
    };
    return { name, rows };
  });
  const [first, ...others] = sheets;
  if (!first) throw notAnArchive();
  return [first, ...others];
}

type WorkbookParts = Pick<SheetParts, 'shared' | 'dateOf'>;

async function partsOf(zip: ZipReading): Promise<WorkbookParts> {
  const shared = zip.has(SHARED) ? await sharedTextsOf(zip, SHARED) : [];
  return { shared, dateOf: (await findDateStyles(zip)).dateOf };
}

function plainly<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw refusedXml(error);
  }
}

function refusedXml(error: unknown): unknown {
  return error instanceof NotPlainXml ? notAnArchive() : error;
}

const SHARED = 'xl/sharedStrings.xml';
const WANTED =
  /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/;

/** Longest name of a sheet that is repeated; spreadsheets allow 31 characters. */
const SHEET_NAME_MAX = 40;

interface SheetPlace {
  readonly name: string;
  readonly part: string;
}

/** Sheets are listed in one part and found by another. */
function sheetsOf(zip: ZipReading): readonly SheetPlace[] {
  const relations = tagsIn(zip, RELATIONS, 'Relationship');
  const targets = new Map(relations.map((each) => [attributeIn(each, 'Id'), attributeIn(each, 'Target')]));
  return tagsIn(zip, 'xl/workbook.xml', 'sheet').map((sheet) => {
    const id = attributeIn(sheet, 'r:id');
    const target = /^\/?(?:xl\/)?(.{1,200})$/.exec(targets.get(id) ?? '')?.[1];
    const part = `xl/${target}`;
    if (id === undefined || !target || !zip.has(part)) throw notAnArchive();
    const name = textOfXml(attributeIn(sheet, 'name') ?? '').slice(0, SHEET_NAME_MAX);
    return { name: hasPlainCharacters(name) ? name : '', part };
  });
}

/** The attributes of each tag of a name. */
function tagsIn(zip: ZipReading, part: string, wanted: string): readonly string[] {
  if (!zip.has(part)) return [];
  const written = zip.whole(part).toString('utf8');
  // No spreadsheet declares entities; whoever does wants the reader to unfold or fetch something.
  if (written.includes('<!')) throw notAnArchive();
  return attributesOf(written, wanted);
}

const RELATIONS = 'xl/_rels/workbook.xml.rels';
