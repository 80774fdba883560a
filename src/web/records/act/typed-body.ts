import type { BodyField } from '../../client/body-field.ts';
import { today } from '../../ui/time.ts';
import { isCreditCode, plainText, readDay, readMoney, readWhole } from '../../ui/typed-values.ts';
import { regionCodeOf } from '../../words/region-names.ts';
import type { AnyRow } from '../record.ts';

export type TypedTexts = Readonly<Record<string, string>>;
export type Fault = 'needed' | 'unreadable';

/** What an act would send, and what is wrong with what was typed. */
export interface TypedBody {
  readonly body: AnyRow;
  readonly faults: { readonly [name: string]: Fault };
}

/** A value of a record as its field shows it to be typed over. */
export function textOfValue(value: unknown): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join('\n') : String(value);
}

/** What was typed as the contract writes it; undefined where it is none of its kind. */
function readTyped({ as, from = 0 }: BodyField, typed: string): unknown {
  if (as === 'day') return readDay(typed, today());
  if (as === 'money') return readMoney(typed);
  if (as === 'whole') return readWhole(typed, from);
  if (as === 'region') return regionCodeOf(typed);
  if (as === 'code') return isCreditCode(typed) ? plainText(typed) : undefined;
  if (as === 'yesNo') return typed === 'true';
  return as === 'texts' ? linesOf(typed) : typed;
}

function linesOf(typed: string): readonly string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The body of what was typed: of a record that is there, only what differs from it. */
export function typedBody(fields: readonly BodyField[], typed: TypedTexts, row: AnyRow | undefined): TypedBody {
  const body: Record<string, unknown> = {};
  const faults: Record<string, Fault> = {};
  // What must be told is told to be none where that can be, such as the seats of a site licence.
  const leaveOut = ({ name, orNone }: BodyField): void => {
    if (orNone) body[name] = null;
    else faults[name] = 'needed';
  };
  for (const field of fields) {
    const { name } = field;
    const text = (typed[name] ?? '').trim();
    const before = textOfValue(row?.[name]);
    if (row === undefined ? text === '' : typed[name] === undefined || text === before) {
      if (row === undefined && field.isNeeded) leaveOut(field);
      continue;
    }
    const value = text === '' ? emptied(field) : readTyped(field, text);
    if (value === undefined) faults[name] = text === '' ? 'needed' : 'unreadable';
    else if (textOfValue(value) !== before || row === undefined) body[name] = value;
  }
  return { body, faults };
}

/** What it means to take away what is on file. */
function emptied({ as, orNone }: BodyField): unknown {
  if (orNone) return null;
  return as === 'texts' ? [] : undefined;
}

/** What every change of a record states besides: from which day on, and why. */
export const EVENT_FIELDS: readonly BodyField[] = [
  { name: 'effectiveOn', as: 'day', isNeeded: true },
  { name: 'reason', as: 'text', isNeeded: true },
];
