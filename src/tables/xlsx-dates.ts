import { readSheet } from 'read-excel-file/universal';
import { addDays, type CivilDate, civilDate } from '../kernel/index.ts';
import { attributeIn, attributesOf, scanXml } from './xml-scan.ts';
import { notAnArchive, storedZip, type ZipReading } from './zip-entries.ts';

/** Which styles of a workbook show a number as a day, and which day a number is. */
export interface DateStyles {
  readonly dateOf: (style: string | undefined, value: number) => string | undefined;
}

const STYLES = 'xl/styles.xml';
const PROBE = 45_000;
/** The last day of the year 9999, beyond which no spreadsheet goes. */
const DAYS_MAX = 2_958_466;

/**
 * Asks the library, which knows formats and both calendars of spreadsheets, by a workbook with a cell of each style: what
 * comes back as a day is one. It would read the whole sheet into memory, so it is shown no more than that.
 */
export async function findDateStyles(zip: ZipReading): Promise<DateStyles> {
  if (!zip.has(STYLES)) return { dateOf: () => undefined };
  const styles = zip.whole(STYLES);
  if (styles.includes('<!DOCTYPE') || styles.includes('<!ENTITY')) throw notAnArchive();
  const days = await probed(styles, zip.whole('xl/workbook.xml').toString('utf8'));
  return {
    dateOf: (style, value) => {
      const day = style === undefined ? undefined : days.get(style);
      return day === undefined || !(value >= 0 && value < DAYS_MAX)
        ? undefined
        : addDays(day, Math.floor(value) - PROBE);
    },
  };
}

/** By style, the day that the probe is; a style that shows a number is absent. */
async function probed(styles: Buffer, workbook: string): Promise<ReadonlyMap<string, CivilDate>> {
  const count = countCellFormats(styles.toString('utf8'));
  if (count === 0) return new Map();
  const rows = Array.from(
    { length: count },
    (_, style) => `<row r="${style + 1}"><c r="A${style + 1}" s="${style}"><v>${PROBE}</v></c></row>`,
  );
  const [properties = ''] = attributesOf(workbook, 'workbookPr');
  const is1904 = ['1', 'true'].includes(attributeIn(properties, 'date1904') ?? '');
  const parts = {
    'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`,
  };
  const entries = Object.entries(parts).map(([name, content]) => [name, Buffer.from(content)] as const);
  const archive = new Uint8Array(storedZip(new Map([...entries, [STYLES, styles]]))).buffer;
  try {
    const read = await readSheet(archive, 1);
    return new Map(
      read.flatMap(([cell], style) =>
        cell instanceof Date ? [[String(style), civilDate(cell.toISOString().slice(0, 10))] as const] : [],
      ),
    );
  } catch {
    throw notAnArchive();
  }
}

/** Cells name their format by its place in this list; other lists of the same part hold formats for other things. */
function countCellFormats(styles: string): number {
  let isListed = false;
  let count = 0;
  scanXml({
    open: (name) => {
      if (name === 'cellXfs') isListed = true;
      else if (name === 'xf' && isListed) count += 1;
    },
    close: (name) => {
      if (name === 'cellXfs') isListed = false;
    },
    text: () => undefined,
  }).write(styles);
  return count;
}
