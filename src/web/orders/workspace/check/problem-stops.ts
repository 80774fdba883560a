import { FORM_NAMES, GRID_CELLS } from '../body/fields.ts';
import type { GridName, OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';
import { detailGroups } from '../grid/detail-groups.ts';
import { type Judgement, keyOfFinding } from './judgement.ts';

/** Where F8 stops: at a field, or at what is said of the order where the form has no field for it. */
export interface Stop {
  /** The name of the field as it stands on the form; of what has none, the key of its finding. */
  readonly place: string;
  readonly isField: boolean;
  /** What keeps an order from being approved comes before what is only told. */
  readonly isWarning: boolean;
  /** Its place on the form, from the top. */
  readonly at: number;
  /** Whether it is so of what is typed now: a finding about older words may be mended already. */
  readonly isSure: boolean;
}

interface Known {
  readonly draft: OrderDraft;
  /** Fields that are still open, as this draft stands. */
  readonly open: readonly string[];
  readonly judgement: Judgement;
  /** Whether the judgement is of this draft. */
  readonly isJudged: boolean;
}

/** Every place where something is open, each once, in the order of the form; warnings after all others. */
export function stopsOf({ draft, open, judgement, isJudged }: Known): readonly Stop[] {
  const form = new FormOrder(draft);
  const stops = new Map<string, Stop>();
  const add = (path: string, { isWarning = false, isSure = true, key = '' } = {}): void => {
    const at = form.at(path);
    const place = form.names[at] ?? key;
    if (place === '' || stops.has(place)) return;
    // What has no field comes last.
    stops.set(place, { place, isField: at >= 0, isWarning, isSure, at: at < 0 ? form.names.length + stops.size : at });
  };
  for (const path of open) add(path);
  for (const kind of ['reject', 'refer', 'open', 'warn'] as const) {
    for (const { finding, fields, path } of judgement[kind]) {
      // What is missing is several fields, each a place of its own.
      const paths = finding.rule === 'INT-01' && fields.length > 0 ? fields : [fields[0] ?? path];
      for (const one of paths) add(one, { isWarning: kind === 'warn', isSure: isJudged, key: keyOfFinding(finding) });
    }
  }
  return [...stops.values()].toSorted(inOrder);
}

type Cursor = Pick<Stop, 'isWarning' | 'at'>;

function inOrder(a: Cursor, b: Cursor): number {
  return Number(a.isWarning) - Number(b.isWarning) || a.at - b.at;
}

/** The stop after a place, or before it; past the last one it begins again. */
export function stopFrom(stops: readonly Stop[], from: Cursor | undefined, step: 1 | -1): Stop | undefined {
  const isAhead = (stop: Stop): boolean => from !== undefined && inOrder(stop, from) * step > 0;
  return step > 0 ? (stops.find(isAhead) ?? stops[0]) : (stops.findLast(isAhead) ?? stops.at(-1));
}

interface Standing {
  /** Where F8 led last; nothing before the first press. */
  readonly led: Stop | undefined;
  /** The name of the field that has the cursor. */
  readonly field: string;
  /** Whether the cursor is still where F8 led. */
  readonly isThere: boolean;
}

/**
 * From where the next stop is looked for: where F8 led last while the cursor is there still, even if it is mended by now, and else
 * the field that has the cursor. The first press begins at the first stop, unless the cursor is at another.
 */
export function cursorAt(draft: OrderDraft, stops: readonly Stop[], now: Standing): Cursor | undefined {
  const { led, field, isThere } = now;
  if (led !== undefined && isThere) return led;
  const stop = stops.find(({ place, isField }) => isField && place === field);
  if (stop !== undefined) return stop;
  const at = led === undefined ? -1 : new FormOrder(draft).names.indexOf(field);
  return at < 0 ? undefined : { isWarning: false, at };
}

/** The fields of a draft from the top of the form down, each row with its details. A plan without items is filled by its act. */
class FormOrder {
  readonly names: readonly string[];
  /** The first place of each field, and of each group that has fields in it. */
  readonly #places = new Map<string, number>();

  constructor(draft: OrderDraft) {
    const rowsOf = (grid: GridName): readonly string[] =>
      draft[grid].flatMap((row, index) => {
        const details = detailGroups(grid, textAt(row, 'kind')).flatMap(({ names }) => names);
        return [...GRID_CELLS[grid], ...details].map((name) => `${grid}.${index}.${name}`);
      });
    const plan = draft.softwarePlan.length === 0 ? ['softwarePlan'] : rowsOf('softwarePlan');
    this.names = [...FORM_NAMES, ...rowsOf('lines'), ...plan];
    for (const [at, name] of this.names.entries()) {
      for (const one of [name, ...groupsAround(name)]) if (!this.#places.has(one)) this.#places.set(one, at);
    }
  }

  /** Where a path is: its field, the first one within it, or the first of what is around it; -1 where the form has none. */
  at(path: string): number {
    const known = [path, ...groupsAround(path)].find((one) => this.#places.has(one));
    return known === undefined ? -1 : (this.#places.get(known) ?? -1);
  }
}

/** `lines.0.computer.cpu` for `lines.0.computer.cpu.model`, then what is around that. */
function groupsAround(path: string): readonly string[] {
  const parts = path.split('.').slice(0, -1);
  return parts.map((_part, at) => parts.slice(0, parts.length - at).join('.'));
}
