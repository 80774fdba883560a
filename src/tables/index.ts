export { inPiecesOf } from './in-pieces.ts';
export { csvTableRows, type TableRow } from './table-file.ts';
export { type TextFile, textOfFile } from './text-file.ts';
