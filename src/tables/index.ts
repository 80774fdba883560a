export { inPiecesOf } from './in-pieces.ts';
export { csvTableRows, isSheetFile, isSpreadsheet, type TableRow, tableRows, XLSX } from './table-file.ts';
export { type TextFile, textOfFile } from './text-file.ts';
