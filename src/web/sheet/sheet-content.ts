import type { BodyOf, Schemas } from '../client/operation.ts';
import { cellsOf, type FormCell, isTyped, type SheetForm } from './form-document.ts';
import { readTypedCell, writeTypedCell } from './typed-cell.ts';

export type FilingContent = BodyOf<'saveFilingDraft'>;
type CellValue = Schemas['CellValue'];

export type TypedRow = Readonly<Record<string, string>>;

/** A filing as it is typed: every cell as its text, so that nothing is lost that is no number yet. */
export interface TypedSheet {
  readonly cells: Readonly<Record<string, string>>;
  readonly rows: Readonly<Record<string, readonly TypedRow[]>>;
  readonly reasons: Readonly<Record<string, string>>;
  /** Of a draft in the gate. */
  readonly sending?: Sending;
}

/** What goes with a sheet when it is filed. */
export interface Sending {
  /** Whose signature stands on the paper: `null` is nobody, undefined is not chosen yet. */
  readonly signedFor: string | null | undefined;
  readonly files: readonly string[];
  /** Of a correction. */
  readonly reason: string;
}

export const NOTHING_CHOSEN: Sending = { signedFor: undefined, files: [], reason: '' };

/** A draft of the gate, as one types it and sends it on. */
export function draftOf(content: FilingContent): TypedSheet {
  const { signedFor, files = [], reason } = content;
  return { ...typedOf(content), sending: { signedFor, files, reason: reason ?? '' } };
}

/** What a draft or a revision says, as one types it. */
export function typedOf(content: {
  readonly cells: FilingContent['cells'];
  readonly texts?: FilingContent['texts'] | null;
  readonly rows?: FilingContent['rows'] | null;
  readonly reasons?: FilingContent['reasons'] | null;
}): TypedSheet {
  const values = Object.entries({ ...content.cells, ...content.texts });
  const rows = Object.entries(content.rows ?? {}).map(([section, each]) => [section, each.map(rowOf)] as const);
  return {
    cells: written(values),
    rows: Object.fromEntries(rows),
    reasons: written(Object.entries(content.reasons ?? {})),
  };
}

function rowOf(row: Readonly<Record<string, CellValue>>): TypedRow {
  return written(Object.entries(row));
}

function written(values: readonly (readonly [string, CellValue | undefined])[]): Record<string, string> {
  const texts = values.map(([id, value]) => [id, writeTypedCell(value)] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}

export interface ReadSheet {
  readonly content: FilingContent;
  /** Places of what is not of its cell's type, such as `office.installed` or `machines/0/machine.os`. */
  readonly wrong: readonly string[];
}

/** What can be sent of what was typed, and what cannot. */
export function contentOf(form: SheetForm, typed: TypedSheet, today: string): ReadSheet {
  const wrong: string[] = [];
  const read = (cell: FormCell, text: string, place: string): CellValue => {
    const found = readTypedCell(cell, text, today);
    if (found === undefined) wrong.push(place);
    return found?.value ?? null;
  };
  const cells: Record<string, CellValue> = {};
  const texts: Record<string, string> = {};
  const rows: Record<string, Record<string, CellValue>[]> = {};
  for (const section of form.sections) {
    if (section.by !== 'agency') continue;
    if (section.layout === 'rows') {
      const kept = (typed.rows[section.id] ?? []).map((row, at) =>
        sentRow(section.cells, row, (cell, text) => read(cell, text, placeInRow(section.id, at, cell.id))),
      );
      if (kept.length > 0) rows[section.id] = kept;
      continue;
    }
    for (const cell of cellsOf(section).filter(isTyped)) {
      const value = read(cell, typed.cells[cell.id] ?? '', cell.id);
      if (value === null) continue;
      if (cell.type === 'text') texts[cell.id] = String(value);
      else cells[cell.id] = value;
    }
  }
  const reasons = Object.fromEntries(Object.entries(typed.reasons).filter(([, text]) => text.trim() !== ''));
  return { content: { cells, texts, rows, reasons, ...sentWith(typed.sending) }, wrong };
}

function sentWith(sending: Sending | undefined): Pick<FilingContent, 'signedFor' | 'files' | 'reason'> {
  if (sending === undefined) return {};
  const { signedFor, files, reason } = sending;
  return { ...(signedFor !== undefined && { signedFor }), files: [...files], reason: reason.trim() || null };
}

function sentRow(
  cells: readonly FormCell[],
  row: TypedRow,
  read: (cell: FormCell, text: string) => CellValue,
): Record<string, CellValue> {
  const values = cells.filter(isTyped).map((cell) => [cell.id, read(cell, row[cell.id] ?? '')] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== null));
}

/** Where a cell of a repeated row stands. */
export function placeInRow(section: string, at: number, cell: string): string {
  return `${section}/${at}/${cell}`;
}

/** A cell that two people changed since both read it. */
export interface Conflict {
  readonly cell: string;
  readonly mine: string;
  readonly theirs: string;
}

/**
 * What I typed on top of what somebody else has saved meanwhile. What only one of both changed is taken as changed; of what
 * both changed mine stays, and the other is told.
 */
export function mergeSheets(
  base: TypedSheet,
  mine: TypedSheet,
  theirs: TypedSheet,
): { readonly merged: TypedSheet; readonly conflicts: readonly Conflict[] } {
  const cells = mergeTexts(base.cells, mine.cells, theirs.cells);
  const reasons = mergeTexts(base.reasons, mine.reasons, theirs.reasons);
  const sections = new Set([...Object.keys(mine.rows), ...Object.keys(theirs.rows)]);
  const rows = [...sections].map((section) => {
    const isMine = JSON.stringify(mine.rows[section] ?? []) !== JSON.stringify(base.rows[section] ?? []);
    return [section, (isMine ? mine : theirs).rows[section] ?? []] as const;
  });
  return {
    merged: {
      ...{ cells: cells.merged, reasons: reasons.merged, rows: Object.fromEntries(rows) },
      ...(theirs.sending && { sending: mergeSending(base.sending, mine.sending, theirs.sending) }),
    },
    conflicts: cells.conflicts,
  };
}

/** Each part as whoever changed it left it; of what both changed, mine. */
function mergeSending(base: Sending | undefined, mine: Sending | undefined, theirs: Sending): Sending {
  const [was, here] = [base ?? NOTHING_CHOSEN, mine ?? NOTHING_CHOSEN];
  const isMine = (part: keyof Sending): boolean => JSON.stringify(here[part]) !== JSON.stringify(was[part]);
  return {
    signedFor: (isMine('signedFor') ? here : theirs).signedFor,
    files: (isMine('files') ? here : theirs).files,
    reason: (isMine('reason') ? here : theirs).reason,
  };
}

type Texts = Readonly<Record<string, string>>;

function mergeTexts(base: Texts, mine: Texts, theirs: Texts) {
  const merged: Record<string, string> = {};
  const conflicts: Conflict[] = [];
  for (const cell of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was = '', here = '', there = ''] = [base[cell], mine[cell], theirs[cell]];
    const isMine = here !== was;
    if (isMine && there !== was && there !== here) conflicts.push({ cell, mine: here, theirs: there });
    const text = isMine ? here : there;
    if (text !== '') merged[cell] = text;
  }
  return { merged, conflicts };
}
