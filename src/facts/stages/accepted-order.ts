import { kindOf } from '../../goods/index.ts';
import { type CivilDate, civilDate } from '../../kernel/index.ts';
import { nameKey } from '../../register/index.ts';
import type { GatheredDelivery } from '../gathered.ts';
import { groupMachines, type MachineGroup, statedMachines, usableProofs } from '../goods/stated-machines.ts';
import type { OrderLine, OrderSubmission, PlanItem } from '../submission.ts';
import { deliveredProofs } from './delivered-proofs.ts';
import type { DeliveryStatement, FoundSystem, StatedItem } from './delivery-statement.ts';

/**
 * The order that a delivery is judged as: the standing revision, its lines split by what was found, its plan items by what
 * came. Beside what is judged stands what was accepted before, and what is still promised, so that seats are counted
 * against machines as a whole.
 */
export interface AcceptedOrder {
  readonly order: OrderSubmission;
  /** What each line of it is; null for one that only counts. */
  readonly lines: readonly (AcceptedLine | null)[];
  readonly items: readonly (AcceptedItem | null)[];
}

export interface AcceptedLine extends MachineGroup {
  readonly contracted: OrderLine;
}

export interface AcceptedItem {
  readonly pointer: string;
  readonly contracted: PlanItem;
  readonly stated: StatedItem;
  /** How many of the seats that came the proof covers. */
  readonly proofSeats: number;
}

/** Pure and total: parts of the statement that the order does not have are left out, and refused elsewhere. */
export function acceptedOrder(
  standing: OrderSubmission,
  statement: DeliveryStatement,
  delivered: Pick<GatheredDelivery, 'acceptedOn' | 'before' | 'knownSerials' | 'proofs'>,
): AcceptedOrder {
  const lines = acceptedLines(standing, statement, delivered);
  const items = acceptedItems(standing, statement, delivered);
  return {
    order: {
      ...standing,
      expectedDeliveryOn: laterDay(standing.expectedDeliveryOn, delivered.acceptedOn),
      lines: lines.map(({ line }) => line),
      softwarePlan: items.map(({ item }) => item),
    },
    lines: lines.map(({ accepted }) => accepted),
    items: items.map(({ accepted }) => accepted),
  };
}

/** Licences must be good when the machines are put to use: not before they were expected, and not before they came. */
function laterDay(expected: string | null | undefined, acceptedOn: CivilDate): string {
  return expected && expected > acceptedOn ? expected : acceptedOn;
}

interface LinePart {
  readonly line: OrderLine;
  readonly accepted: AcceptedLine | null;
}

type DeliveryContext = Parameters<typeof acceptedOrder>[2];

function acceptedLines(
  standing: OrderSubmission,
  statement: DeliveryStatement,
  { before, knownSerials, proofs }: DeliveryContext,
): readonly LinePart[] {
  const machines = statedMachines(statement);
  const groups = groupMachines(
    machines,
    knownSerials,
    proofs && deliveredProofs(machines, standing.agencyCode, proofs),
  );
  return standing.lines.flatMap((line): readonly LinePart[] => {
    if (!kindOf(line).isSerialised) return [{ line, accepted: null }];
    const had = before.lines[line.line] ?? 0;
    const found = groups
      .filter((group) => group.line === line.line)
      .map((group) => ({ line: foundLine(line, group), accepted: { ...group, contracted: line } }));
    return [...found, ...(had > 0 ? [{ line: { ...line, quantity: had }, accepted: null }] : [])];
  });
}

type System = NonNullable<NonNullable<OrderLine['computer']>['operatingSystem']>;

function foundLine(line: OrderLine, { machines }: MachineGroup): OrderLine {
  if (!kindOf(line).runsSoftware) return { ...line, quantity: machines.length };
  const operatingSystem = foundSystem(line.computer?.operatingSystem, machines[0].system);
  return { ...line, quantity: machines.length, computer: { ...line.computer, operatingSystem } };
}

/**
 * The system as it was found, by the kind of licence that was contracted. Where it is the one that the order said would
 * be installed in the end, it is judged against the one that it is licensed by.
 */
function foundSystem(contracted: System | null | undefined, found: FoundSystem | null): System {
  if (found === null) return { ...contracted, ...NO_SYSTEM, state: 'none', target: null, evidence: [] };
  const { state = 'preinstalled', product = null, edition = null, version = null } = found;
  const evidence = usableProofs(found.evidence).map(({ file: _file, ...paper }) => paper);
  if (contracted && state === 'preinstalled' && isTarget(contracted, found)) return { ...contracted, state, evidence };
  return { ...contracted, state, product, edition, version, target: null, evidence };
}

const NO_SYSTEM = { product: null, edition: null, version: null } as const;

function isTarget({ target }: System, found: FoundSystem): boolean {
  return Boolean(target?.product) && isSameSoftware(target ?? {}, found);
}

interface Software {
  readonly product?: string | null | undefined;
  readonly edition?: string | null | undefined;
  readonly version?: string | null | undefined;
}

/** By the names that are written; what was left open is not compared. */
export function isSameSoftware(wanted: Software, found: Software): boolean {
  const isSame = (want: string | null | undefined, has: string | null | undefined): boolean =>
    !want || nameKey(want) === nameKey(has ?? '');
  return (
    isSame(wanted.product, found.product) &&
    isSame(wanted.edition, found.edition) &&
    (!wanted.version || wanted.version === found.version)
  );
}

interface ItemPart {
  readonly item: PlanItem;
  readonly accepted: AcceptedItem | null;
}

function acceptedItems(
  standing: OrderSubmission,
  { items = [] }: DeliveryStatement,
  { before, acceptedOn }: DeliveryContext,
): readonly ItemPart[] {
  return (standing.softwarePlan ?? []).flatMap((item, index): readonly ItemPart[] => {
    const number = numberOfItem(item, index);
    const position = items.findIndex((stated) => stated.item === number);
    const stated = items[position];
    const had = before.items[number] ?? 0;
    const isNamed = stated !== undefined && !isThereAlready(item);
    const rest = (item.seats ?? 0) - had - (isNamed ? stated.seats : 0);
    return [
      ...(isNamed ? [judgedItem(item, stated, `/items/${position}`)] : []),
      ...(had > 0 ? [{ item: { ...item, seats: had }, accepted: null }] : []),
      ...(isPromised(item, { rest, acceptedOn }) ? [{ item: withSeats(item, rest), accepted: null }] : []),
    ];
  });
}

/** An item without a number goes by its place in the plan. */
export function numberOfItem(item: PlanItem, index: number): number {
  return item.item ?? index + 1;
}

/** The same of an item that stands in the plan of an order. */
export function numberIn({ softwarePlan }: Pick<OrderSubmission, 'softwarePlan'>, item: PlanItem): number {
  return numberOfItem(item, (softwarePlan ?? []).indexOf(item));
}

export function itemOfNumber(
  { softwarePlan }: Pick<OrderSubmission, 'softwarePlan'>,
  number: number,
): PlanItem | undefined {
  return softwarePlan?.find((item, index) => numberOfItem(item, index) === number);
}

/** The item that a payment calls `item/2`. */
export function itemOfPart(
  { softwarePlan }: Pick<OrderSubmission, 'softwarePlan'>,
  part: string,
): PlanItem | undefined {
  return softwarePlan?.find((item, index) => part === `item/${numberOfItem(item, index)}`);
}

/** Spare seats and site licences need not be delivered. */
export function isThereAlready({ provision }: PlanItem): boolean {
  return provision === 'spare-entitlement' || provision === 'site-licence';
}

/** What is overdue is no promise any more. */
function isPromised(item: PlanItem, { rest, acceptedOn }: { rest: number; acceptedOn: CivilDate }): boolean {
  if (isThereAlready(item)) return true;
  return rest > 0 && (!item.deliverBy || item.deliverBy >= acceptedOn);
}

function withSeats(item: PlanItem, rest: number): PlanItem {
  return isThereAlready(item) ? item : { ...item, seats: rest };
}

/** Who may use seats and what was paid for them proves none: a contract for 2,000 seats may come with a licence for 1,100. */
const PROVES_NO_SEATS: readonly string[] = ['allocation-letter', 'purchase-contract', 'invoice'];

function judgedItem(contracted: PlanItem, stated: StatedItem, pointer: string): ItemPart {
  const { item: _item, evidence, ...said } = stated;
  const proofs = usableProofs(evidence);
  const covered = proofs
    .filter(({ kind }) => !PROVES_NO_SEATS.includes(kind))
    .reduce((sum, { seats }) => sum + (seats ?? Number.POSITIVE_INFINITY), 0);
  return {
    item: { ...contracted, ...said, evidence: [...proofs] },
    accepted: { pointer, contracted, stated, proofSeats: Math.min(stated.seats, covered) },
  };
}

/** What a delivery mentions, so that the books are open for it before anything of it is known. */
export function deliveredBody(standing: OrderSubmission, statement: DeliveryStatement): OrderSubmission {
  const { order } = acceptedOrder(standing, statement, { acceptedOn: BEGINNING, before: NOTHING, knownSerials: [] });
  // What is cited by plan items that are not in the delivery is given to its machines all the same.
  return { ...order, lines: [...order.lines, ...standing.lines] };
}

const BEGINNING = civilDate('1900-01-01');
const NOTHING = { lines: {}, items: {} };
