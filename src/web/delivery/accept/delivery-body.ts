import type { BodyOf, Schemas } from '../../client/operation.ts';
import { readDay, readWhole } from '../../ui/typed-values.ts';
import {
  type DeliveryDraft,
  type FoundAlike,
  type ItemRow,
  isDescribed,
  isProofTyped,
  type MachineRow,
  type TypedProof,
} from './delivery-draft.ts';
import { type SerialFault, serialFaults } from './serial-faults.ts';

type Statement = BodyOf<'acceptDelivery'>;
type Evidence = Schemas['AcceptanceEvidence'];

/** What keeps a field from being put to the gate. */
export type Fault =
  | SerialFault
  | 'missing'
  | 'noDay'
  | 'noNumber'
  | 'noSeats'
  | 'noMachine'
  | 'noSystem'
  | 'notTaken'
  | 'proof'
  | 'nothing';

/** Something of a delivery, as its fields are named on the page. */
export type Part =
  | { readonly of: 'machine'; readonly id: string }
  | { readonly of: 'item'; readonly number: string }
  | { readonly of: 'goods'; readonly line: string }
  | { readonly of: 'delivery' };

export interface DeliveryBody {
  /** All that is complete; nothing where no part is, or the day is none. */
  readonly body: Statement | undefined;
  /** What is missing or wrong, by the name of its field: `alike.1.state`, `machine.7`, `item.2.seats`. */
  readonly faults: ReadonlyMap<string, Fault>;
  /** What a pointer into the body points at. */
  readonly partAt: (pointer: string) => Part;
}

type Note = (field: string, fault: Fault) => void;

interface BesideDelivery {
  /** Who is the licensee of every item unless another one is typed. */
  readonly agencyCode: string;
  /** What stands in the field of the scanner and is in no row yet. */
  readonly inScanField: string;
}

/**
 * The delivery as the gate takes it, as far as it is complete, with what keeps the rest from it. Whatever is typed is in
 * one of both: nothing is left out without a word.
 */
export function deliveryBody(draft: DeliveryDraft, today: string, beside: BesideDelivery): DeliveryBody {
  const faults = new Map<string, Fault>();
  const note: Note = (field, fault) => void faults.set(field, fault);
  if (beside.inScanField.trim() !== '') note('scan', 'notTaken');
  const acceptedOn = readDay(draft.acceptedOn, today);
  if (acceptedOn === undefined) note('acceptedOn', draft.acceptedOn.trim() === '' ? 'missing' : 'noDay');
  const machines = completeMachines(draft, note);
  const items = draft.items.flatMap((row) => itemIn(row, beside.agencyCode, note) ?? []);
  const goods = draft.goods.flatMap((row) => {
    const quantity = countIn(row.quantity, `goods.${row.line}`, note);
    return quantity === undefined ? [] : [{ line: Number(row.line), quantity }];
  });
  const isEmpty = machines.length + items.length + goods.length === 0;
  if (isEmpty && faults.size === 0) note('', 'nothing');
  const body = { acceptedOn: acceptedOn ?? '', devices: machines.map(({ device }) => device), items, goods };
  return { faults, body: isEmpty || acceptedOn === undefined ? undefined : body, partAt };

  function partAt(pointer: string): Part {
    const [, list, index] = /^\/(devices|items|goods)\/(\d+)/.exec(pointer) ?? [];
    const at = Number(index);
    const machine = machines[at];
    if (list === 'devices' && machine) return { of: 'machine', id: machine.row.id };
    const item = items[at];
    if (list === 'items' && item) return { of: 'item', number: String(item.item) };
    const line = goods[at];
    return list === 'goods' && line ? { of: 'goods', line: String(line.line) } : { of: 'delivery' };
  }
}

interface CompleteMachine {
  readonly row: MachineRow;
  readonly device: NonNullable<Statement['devices']>[number];
}

function completeMachines(draft: DeliveryDraft, note: Note): readonly CompleteMachine[] {
  const wrong = serialFaults(draft.machines);
  const used = new Set(draft.machines.map(({ like }) => like));
  for (const alike of draft.alike)
    if (!used.has(alike.id) && isDescribed(alike)) note(`alike.${alike.id}.state`, 'noMachine');
  const systems = new Map(
    draft.alike.filter(({ id }) => used.has(id)).map((alike) => [alike.id, systemIn(alike, note)] as const),
  );
  const alikes = new Map(draft.alike.map((alike) => [alike.id, alike] as const));
  return draft.machines.flatMap((row) => {
    const fault = wrong.get(row.id);
    if (fault !== undefined) note(`machine.${row.id}`, fault);
    const [system, alike] = [systems.get(row.like), alikes.get(row.like)];
    if (fault !== undefined || system === undefined || alike === undefined) return [];
    const more = {
      ...(row.assetNumber.trim() !== '' && { assetNumber: row.assetNumber.trim() }),
      ...(alike.department.trim() !== '' && { department: alike.department.trim() }),
    };
    const device = { line: Number(alike.line), serial: row.serial.trim(), ...more, operatingSystem: system };
    return [{ row, device }];
  });
}

/** The system that was found: null where none was, nothing while nobody has said. */
function systemIn(alike: FoundAlike, note: Note): Schemas['FoundSystem'] | null | undefined {
  const { id, line, state, product, edition, version, proof } = alike;
  if (line === '') note(`alike.${id}.line`, 'missing');
  if (state === '') note(`alike.${id}.state`, 'missing');
  if (line === '' || state === '') return undefined;
  if (state === 'none') return noSystemIn(alike, note);
  const isNamed = product.trim() !== '';
  if (!isNamed && state !== 'dos') {
    note(`alike.${id}.product`, 'missing');
    return undefined;
  }
  const evidence = proofIn(proof, `alike.${id}.proof`, note);
  if (evidence === undefined) return undefined;
  const named = { product: textOr(product), edition: textOr(edition), version: textOr(version) };
  return { state: state as NonNullable<Schemas['FoundSystem']['state']>, ...named, evidence };
}

/** No system, unless something of one is typed. */
function noSystemIn(alike: FoundAlike, note: Note): null | undefined {
  const { id, product, edition, version, proof } = alike;
  const typed = Object.entries({ product, edition, version }).filter(([, text]) => text.trim() !== '');
  for (const [name] of typed) note(`alike.${id}.${name}`, 'noSystem');
  if (isProofTyped(proof)) note(`alike.${id}.proof`, 'noSystem');
  return typed.length === 0 && !isProofTyped(proof) ? null : undefined;
}

type StatedItem = NonNullable<Statement['items']>[number];

function itemIn(row: ItemRow, agencyCode: string, note: Note): StatedItem | undefined {
  const { item, licensee, product, edition, version, proof } = row;
  const seats = countIn(row.seats, `item.${item}.seats`, note);
  if (row.seats.trim() === '' && isItemDescribed(row, agencyCode)) note(`item.${item}.seats`, 'noSeats');
  if (seats === undefined) return undefined;
  if (licensee.trim() === '') note(`item.${item}.licensee`, 'missing');
  const evidence = proofIn(proof, `item.${item}.proof`, note);
  if (licensee.trim() === '' || evidence === undefined) return undefined;
  const otherwise = {
    ...(product.trim() !== '' && { product: product.trim() }),
    ...(edition.trim() !== '' && { edition: edition.trim() }),
    ...(version.trim() !== '' && { version: version.trim() }),
  };
  return { item: Number(item), seats, licensee: licensee.trim(), ...otherwise, evidence };
}

/** Whether something is said of licences besides how many came. */
function isItemDescribed({ licensee, product, edition, version, proof }: ItemRow, agencyCode: string): boolean {
  const isOther = licensee.trim() !== '' && licensee.trim() !== agencyCode;
  return isOther || [product, edition, version].some((text) => text.trim() !== '') || isProofTyped(proof);
}

/** A number of at least one; an empty field says that nothing came. */
function countIn(text: string, field: string, note: Note): number | undefined {
  if (text.trim() === '') return undefined;
  const count = readWhole(text, 1);
  if (count === undefined) note(field, 'noNumber');
  return count;
}

/** No paper, one paper, or nothing where what was typed is none: a paper has a kind, and a number or a file. */
function proofIn(proof: TypedProof, field: string, note: Note): Evidence[] | undefined {
  const { kind, reference, file, seats } = proof;
  const isNamed = reference.trim() !== '' || file !== '';
  if (!isProofTyped(proof)) return [];
  const covered = seats.trim() === '' ? null : readWhole(seats, 0);
  if (kind === '' || !isNamed || covered === undefined) {
    note(field, 'proof');
    return undefined;
  }
  const named = { reference: textOr(reference), file: file === '' ? null : file };
  return [{ kind: kind as Evidence['kind'], ...named, seats: covered }];
}

function textOr(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
