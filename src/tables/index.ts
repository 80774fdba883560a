export { columnLetters, isShortEnough, refuseLongNames, type TableRow } from './cell-limits.ts';
export { dayIn } from './day-cell.ts';
export { inPiecesOf } from './in-pieces.ts';
export { saysNothing } from './rows-beside.ts';
export { csvTableRows, fileOwner, isSheetFile, type OwnedFile, tableRows } from './table-file.ts';
export {
  type KnownColumns,
  namesOf,
  openTable,
  type ReadName,
  type TableHeading,
} from './table-heading.ts';
export { type TextFile, textOfFile } from './text-file.ts';
export { NotPlainXml, scanXml, textOfXml } from './xml-scan.ts';
