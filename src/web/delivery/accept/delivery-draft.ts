import type { ListedMachine } from './scan-reader.ts';
import { comparedAs } from './serial-faults.ts';

/** A paper as it is named: by a number, by a file that was sent, or by both. */
export interface TypedProof {
  readonly kind: string;
  readonly reference: string;
  /** The hash of the file, as the gate answered it. */
  readonly file: string;
  readonly fileName: string;
  /** How many seats it covers; empty where it does not say. */
  readonly seats: string;
}

/** What machines that were found alike have in common. It is said once, and every scan after it inherits it. */
export interface FoundAlike {
  readonly id: string;
  readonly line: string;
  /** Empty until somebody has looked; `none` where no system was found. */
  readonly state: string;
  readonly product: string;
  readonly edition: string;
  readonly version: string;
  readonly department: string;
  readonly proof: TypedProof;
}

export interface MachineRow {
  readonly id: string;
  /** The id of what it was found like. */
  readonly like: string;
  readonly serial: string;
  readonly assetNumber: string;
}

/** Licences of one plan item. An empty number of seats says that none came. */
export interface ItemRow {
  readonly item: string;
  readonly seats: string;
  readonly licensee: string;
  /** Empty as long as it is what was contracted. */
  readonly product: string;
  readonly edition: string;
  readonly version: string;
  readonly proof: TypedProof;
}

export interface GoodsRow {
  readonly line: string;
  readonly quantity: string;
}

/** A delivery as it is typed and scanned: every field is a text. */
export interface DeliveryDraft {
  readonly acceptedOn: string;
  readonly alike: readonly FoundAlike[];
  /** The id of what the next scan is found like. */
  readonly current: string;
  readonly machines: readonly MachineRow[];
  readonly items: readonly ItemRow[];
  readonly goods: readonly GoodsRow[];
}

export const NO_PROOF: TypedProof = { kind: '', reference: '', file: '', fileName: '', seats: '' };

/** A delivery cannot be larger; the gate refuses more. */
export const MACHINES_MAX = 2_000;

/** Whether anything is said of a paper. */
export function isProofTyped({ kind, reference, file, seats }: TypedProof): boolean {
  return kind !== '' || file !== '' || reference.trim() !== '' || seats.trim() !== '';
}

/** Whether anything is said of how machines were found, besides of which line they are. */
export function isDescribed({ state, product, edition, version, department, proof }: FoundAlike): boolean {
  return [state, product, edition, version, department].some((text) => text.trim() !== '') || isProofTyped(proof);
}

export function blankAlike(id: string, line: string): FoundAlike {
  return { id, line, state: '', product: '', edition: '', version: '', department: '', proof: NO_PROOF };
}

export function blankDelivery(acceptedOn: string, line: string): DeliveryDraft {
  return { acceptedOn, alike: [blankAlike('1', line)], current: '1', machines: [], items: [], goods: [] };
}

/** With machines at its end, each found like the current ones. One that is there already stays, for whoever looks for the mistake. */
export function withMachines(draft: DeliveryDraft, machines: readonly ListedMachine[]): DeliveryDraft {
  const first = nextId(draft.machines);
  const added = machines.map(({ serial, assetNumber }, index) => ({
    ...{ id: String(first + index), like: draft.current, serial: serial.trim(), assetNumber },
  }));
  return { ...draft, machines: [...draft.machines, ...added].slice(0, MACHINES_MAX) };
}

/** Machines from now on are found otherwise: another line, another system, another paper. */
export function withAnother(draft: DeliveryDraft, line: string): DeliveryDraft {
  const id = String(nextId(draft.alike));
  return { ...draft, alike: [...draft.alike, blankAlike(id, line)], current: id };
}

/** Without what was said of machines that did not come; a delivery always has one group to scan into. */
export function withoutGroup(draft: DeliveryDraft, id: string): DeliveryDraft {
  const removed = draft.alike.find((one) => one.id === id);
  const others = draft.alike.filter((one) => one.id !== id);
  const alike = others.length === 0 ? [blankAlike(id, removed?.line ?? '')] : others;
  return { ...draft, alike, current: alike.at(-1)?.id ?? id };
}

function nextId(rows: readonly { readonly id: string }[]): number {
  return Math.max(0, ...rows.map(({ id }) => Number(id))) + 1;
}

/** What stays once a delivery was decided: machines that were not registered, to be mended, and those scanned meanwhile. */
export function withoutAccepted(
  draft: DeliveryDraft,
  words: ReadonlyMap<string, { readonly is: string }>,
  blank: DeliveryDraft,
): DeliveryDraft {
  const machines = draft.machines.filter(({ id }) => words.get(id)?.is !== 'matched');
  if (machines.length === 0) return blank;
  const used = new Set(machines.map(({ like }) => like));
  const alike = draft.alike.filter(({ id }) => used.has(id));
  const current = used.has(draft.current) ? draft.current : (alike[0]?.id ?? draft.current);
  return { ...draft, machines, alike, current, items: [], goods: [] };
}

/** Two people's words about one delivery: machines, items and goods of both, none twice; what both have typed stands as here. */
export function mergedDelivery(typed: DeliveryDraft, content: object): DeliveryDraft {
  const theirs = deliveryIn(content, typed);
  const mine = withCounts(typed, theirs);
  const known = new Set(mine.machines.map(({ serial }) => comparedAs(serial)));
  const others = theirs.machines.filter(({ serial }) => !known.has(comparedAs(serial)));
  if (others.length === 0) return mine;
  const firstLike = nextId(mine.alike);
  const likes = new Map(theirs.alike.map(({ id }, index) => [id, String(firstLike + index)]));
  const usedLikes = new Set(others.map(({ like }) => like));
  const firstId = nextId(mine.machines);
  return {
    ...mine,
    alike: [
      ...mine.alike,
      ...theirs.alike.filter(({ id }) => usedLikes.has(id)).map((one) => ({ ...one, id: likes.get(one.id) ?? one.id })),
    ],
    machines: [
      ...mine.machines,
      ...others.map((row, index) => ({
        ...row,
        id: String(firstId + index),
        like: likes.get(row.like) ?? mine.current,
      })),
    ],
  };
}

/** With the items and goods that only the other person has counted. */
function withCounts(mine: DeliveryDraft, theirs: DeliveryDraft): DeliveryDraft {
  const items = theirs.items.filter(({ item }) => mine.items.every((one) => one.item !== item));
  const goods = theirs.goods.filter(({ line }) => mine.goods.every((one) => one.line !== line));
  return items.length + goods.length === 0
    ? mine
    : { ...mine, items: [...mine.items, ...items], goods: [...mine.goods, ...goods] };
}

/** What a draft holds; whatever is missing or of another shape is as in `blank`, for a draft may be of an older console. */
export function deliveryIn(content: object, blank: DeliveryDraft): DeliveryDraft {
  const kept = content as { readonly [name: string]: unknown };
  const alike = rowsIn(kept.alike, (row) => ({ ...textsIn(row, blankAlike('', '')), proof: proofIn(row.proof) }));
  const likes = alike.filter(({ id }) => /^\d+$/.test(id));
  const safeAlike = likes.length === 0 ? blank.alike : likes;
  const first = safeAlike[0]?.id ?? '1';
  const isLike = (id: string): boolean => safeAlike.some((one) => one.id === id);
  const current = typeof kept.current === 'string' && isLike(kept.current) ? kept.current : first;
  const machines = rowsIn(kept.machines, (row) => textsIn(row, { id: '', like: '', serial: '', assetNumber: '' }));
  return {
    acceptedOn: typeof kept.acceptedOn === 'string' ? kept.acceptedOn : blank.acceptedOn,
    ...{ alike: safeAlike, current },
    machines: machines.map((row, index) => ({
      ...{ ...row, id: String(index + 1), like: isLike(row.like) ? row.like : first },
    })),
    items: rowsIn(kept.items, (row) => ({ ...textsIn(row, BLANK_ITEM), proof: proofIn(row.proof) })),
    goods: rowsIn(kept.goods, (row) => textsIn(row, { line: '', quantity: '' })),
  };
}

const BLANK_ITEM: ItemRow = {
  ...{ item: '', seats: '', licensee: '', product: '', edition: '', version: '', proof: NO_PROOF },
};

export function blankItem(item: string, licensee: string): ItemRow {
  return { ...BLANK_ITEM, item, licensee };
}

type Unknown = { readonly [name: string]: unknown };

function rowsIn<Row>(list: unknown, rowOf: (row: Unknown) => Row): readonly Row[] {
  if (!Array.isArray(list)) return [];
  return list.filter((row): row is Unknown => typeof row === 'object' && row !== null).map(rowOf);
}

/** The texts of a row by the names of a blank one. */
function textsIn<Row extends object>(row: Unknown, blank: Row): Row {
  const texts = Object.keys(blank).flatMap((name) => {
    const value = row[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return { ...blank, ...Object.fromEntries(texts) };
}

function proofIn(proof: unknown): TypedProof {
  return typeof proof === 'object' && proof !== null ? textsIn(proof as Unknown, NO_PROOF) : NO_PROOF;
}
