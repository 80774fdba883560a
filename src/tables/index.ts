export { isShortEnough, refuseLongNames, type TableRow } from './cell-limits.ts';
export { inPiecesOf } from './in-pieces.ts';
export { csvTableRows, fileOwner, isSheetFile, type OwnedFile, tableRows } from './table-file.ts';
export { type TextFile, textOfFile } from './text-file.ts';
export { NotPlainXml, scanXml, textOfXml } from './xml-scan.ts';
