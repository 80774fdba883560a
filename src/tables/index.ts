export { inPiecesOf } from './in-pieces.ts';
export { csvTableRows, isSheetFile, type TableRow, tableRows } from './table-file.ts';
export { type TextFile, textOfFile } from './text-file.ts';
