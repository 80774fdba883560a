import type { AgencyFacts, DutyFacts } from '../../agencies/index.ts';
import { type BudgetLineFacts, type FilingNumber, type PlanFilingFacts, planFilingKey } from '../../budget/index.ts';
import type { WaiverInBooks } from '../../decisions/index.ts';
import { countMachineLines, type GatheredPrice, type ProofUse } from '../../facts/index.ts';
import { type CivilDate, fen } from '../../kernel/index.ts';
import type { RectificationFacts } from '../../matters/index.ts';
import {
  type DeviceCount,
  type DeviceFacts,
  type EntitlementFacts,
  type FreeEntitlement,
  type FreePool,
  freeEntitlement,
  freeSeatsOf,
  type OverdueUndertaking,
  type OwnGoods,
  type ProductFacts,
  type ReleasedSeats,
} from '../../register/index.ts';
import type { NamedSupplier, SupplierFacts } from '../../suppliers/index.ts';
import type { Contribution } from '../decide/contribution.ts';
import type { OldMachines } from '../history/old-machines.ts';
import { type GroupBounds, type PurchaseGroup, withPurchase } from '../history/purchase-history.ts';
import type { Try } from '../history/tries.ts';
import type { Purchase } from '../order.ts';

/**
 * Everything that a batch of orders is judged by, read once for the whole batch. The batch is decided in order, and order
 * k sees what orders 1…k−1 took: `add` and `remove` keep the running figures in memory, the tables follow at the end.
 */
export interface Books {
  readonly on: CivilDate;
  readonly agencies: ReadonlyMap<string, AgencyFacts>;
  readonly duties: ReadonlyMap<string, readonly DutyFacts[]>;
  readonly rectifications: ReadonlyMap<string, readonly RectificationFacts[]>;
  readonly owedFilings: ReadonlyMap<string, readonly CivilDate[]>;
  readonly budgetLines: Map<string, BudgetLineFacts>;
  /** By `planFilingKey`. */
  readonly planFilings: Map<string, PlanFilingFacts>;
  /** Numbers of filings that may be those of the batch, typed otherwise. */
  readonly filingNumbers: readonly FilingNumber[];
  readonly suppliers: ReadonlyMap<string, SupplierFacts>;
  /** By name, as `supplierNameKey` writes it; those are in `suppliers` as well. */
  readonly suppliersNamed: ReadonlyMap<string, readonly NamedSupplier[]>;
  readonly products: readonly ProductFacts[];
  readonly devices: ReadonlyMap<string, DeviceFacts>;
  readonly deviceCounts: readonly DeviceCount[];
  readonly entitlements: Map<string, EntitlementFacts>;
  /** Evidence files that orders name and their agencies have sent, as `sentFileKey` writes them. */
  readonly files: ReadonlySet<string>;
  /** Free seats by agency, category and platforms. */
  readonly freePools: Map<string, FreePool>;
  /** By order: what those under contract have brought into the register. */
  readonly own: ReadonlyMap<string, OwnGoods>;
  readonly releasableSeats: readonly ReleasedSeats[];
  /** By agency; open ones that were due before today. */
  readonly overdueUndertakings: Map<string, readonly OverdueUndertaking[]>;
  readonly history: History;
  /** By id, in the order in which they are tried. */
  readonly waivers: Map<string, WaiverInBooks>;
}

/** The filed plan that an order names, whoever's it is. */
export function planFilingOf({ planFilings }: Pick<Books, 'planFilings'>, number: string | null) {
  return number === null ? undefined : planFilings.get(planFilingKey(planFilings, number));
}

/** What live orders have done before: counted without the order that is being judged. */
export interface History {
  /** Twin key → order → day of submission. */
  readonly twins: Map<string, Map<string, CivilDate>>;
  /** Loose twin key → order → day of submission. */
  readonly looseTwins: Map<string, Map<string, CivilDate>>;
  /** Key of a line of computers → order → what it has of them. */
  readonly machineLines: Map<string, Map<string, MachinesOfOrder>>;
  /** Agency → order → what it pays for machines and beside them; of agencies without anything beside none. */
  readonly machineCosts: Map<string, Map<string, Contribution['costs']>>;
  readonly purchases: Map<string, readonly PurchaseGroup[]>;
  /** By agency: what a rule on texts has referred and nobody approved, the latest first. */
  readonly tries: Map<string, readonly Try[]>;
  /** By sibling key; at least what lies in the windows of the batch. */
  readonly siblings: Map<string, readonly PurchaseGroup[]>;
  readonly bounds: GroupBounds;
  /** Document → order → devices. */
  readonly exemptions: Map<string, Map<string, number>>;
  /** Paper → order → the machines that it is shown for. */
  readonly proofs: Map<string, Map<string, ProofUse>>;
  /** Paper → order → the machines that came with it and did not go back. */
  readonly deliveredProofs: Map<string, Map<string, ProofUse>>;
  readonly oldMachines: OldMachines;
  /** `<region>/<category>` → percentile of the last refresh. */
  readonly prices: ReadonlyMap<string, GatheredPrice>;
}

/** How often an order has a line of computers, and how many such lines it has in all. */
export interface MachinesOfOrder {
  readonly copies: number;
  readonly orderLines: number;
  readonly submittedOn: CivilDate;
}

interface Entry {
  readonly orderId: string;
  readonly agencyCode: string;
  readonly contribution: Contribution | null;
}

/** Puts what an order takes into the running figures. */
export function addToBooks(books: Books, entry: Entry): void {
  post(books, entry, 1);
}

/** Takes it out again: the order is about to be judged anew, or gave everything back. */
export function removeFromBooks(books: Books, entry: Entry): void {
  post(books, entry, -1);
}

/** Seats that machines are given, or below nought give back, by entitlement; `placed` are those that an order held. */
export type SeatsGiven = ReadonlyMap<string, { readonly allocated: number; readonly placed: number }>;

/** Counts in the running figures what was given, or came back, without an order's hold. */
export function giveInBooks(books: Books, seats: SeatsGiven): void {
  for (const [id, given] of seats) postSeats(books, id, given);
}

/** What has ended: with its order, or because a supplement gave it up. */
export function dropUndertakings(
  { overdueUndertakings }: Books,
  hasEnded: (undertaking: OverdueUndertaking) => boolean,
): void {
  for (const [agency, undertakings] of overdueUndertakings) {
    const others = undertakings.filter((undertaking) => !hasEnded(undertaking));
    overdueUndertakings.set(agency, others);
  }
}

/** An undertaking may be overdue from its first day. */
export function addUndertaking(
  { overdueUndertakings, on }: Books,
  {
    agencyCode,
    orderId,
    item,
    dueOn,
  }: Omit<OverdueUndertaking, 'dueOn'> & { agencyCode: string; dueOn: CivilDate | null },
): void {
  if (dueOn === null || dueOn >= on) return;
  overdueUndertakings.set(agencyCode, [...(overdueUndertakings.get(agencyCode) ?? []), { orderId, item, dueOn }]);
}

function post(books: Books, { orderId, agencyCode, contribution }: Entry, sign: 1 | -1): void {
  if (!contribution) return;
  for (const [code, amount] of contribution.budget) postBudget(books, code, sign * amount);
  for (const [id, seats] of contribution.seats) postSeats(books, id, { held: sign * seats });
  for (const [id, seats] of contribution.allocated) {
    postSeats(books, id, { allocated: sign * seats, placed: sign * seats });
  }
  for (const purchase of contribution.purchases) postPurchase(books, { purchase, agencyCode, sign });
  postOwner(books.history.twins, { key: contribution.twin.key, orderId, value: contribution.twin.submittedOn, sign });
  const { looseKey, submittedOn } = contribution.twin;
  postOwner(books.history.looseTwins, { key: looseKey, orderId, value: submittedOn, sign });
  postMachineLines(books, { orderId, twin: contribution.twin, sign });
  const { costs } = contribution;
  if (costs.entries.length > 0) {
    postOwner(books.history.machineCosts, { key: agencyCode, orderId, value: costs, sign });
  }
  if (contribution.filing) postFiling(books, contribution.filing.number, sign * contribution.filing.amountFen);
  if (contribution.exemption) {
    const { document, devices } = contribution.exemption;
    postOwner(books.history.exemptions, { key: document, orderId, value: devices, sign });
  }
  for (const [key, value] of contribution.proofs) postOwner(books.history.proofs, { key, orderId, value, sign });
  for (const key of contribution.oldMachines) {
    postOwner(books.history.oldMachines.replacedBy, { key, orderId, value: agencyCode, sign });
  }
  for (const [id, devices] of contribution.waivers) postWaiver(books, id, { devices, sign });
}

function postMachineLines(
  { history }: Books,
  { orderId, twin, sign }: { readonly orderId: string; readonly twin: Contribution['twin']; readonly sign: 1 | -1 },
): void {
  const { machineLines, submittedOn } = twin;
  const orderLines = countMachineLines(machineLines);
  for (const { key, copies } of machineLines) {
    postOwner(history.machineLines, { key, orderId, value: { copies, orderLines, submittedOn }, sign });
  }
}

function postWaiver({ waivers }: Books, id: string, { devices, sign }: { devices: number; sign: 1 | -1 }): void {
  const waiver = waivers.get(id);
  if (!waiver) return;
  waivers.set(id, { ...waiver, uses: waiver.uses + sign, devicesUsed: waiver.devicesUsed + sign * devices });
}

function postBudget(books: Books, code: string, amount: number): void {
  const line = books.budgetLines.get(code);
  if (line) books.budgetLines.set(code, { ...line, availableFen: fen(line.availableFen - amount) });
}

function postFiling(books: Books, number: string, amount: number): void {
  const key = planFilingKey(books.planFilings, number);
  const filing = books.planFilings.get(key);
  if (filing) books.planFilings.set(key, { ...filing, usedFen: fen(filing.usedFen + amount) });
}

function postSeats(
  books: Books,
  id: string,
  { held = 0, allocated = 0, placed = 0 }: { readonly [taken in 'held' | 'allocated' | 'placed']?: number },
): void {
  const entitlement = books.entitlements.get(id);
  if (!entitlement) return;
  const changed = {
    ...entitlement,
    heldSeats: entitlement.heldSeats + held,
    allocatedSeats: entitlement.allocatedSeats + allocated,
    // Counted only beside what is said to be installed.
    ...(entitlement.installedSeats > 0 && { placedSeats: (entitlement.placedSeats ?? 0) + placed }),
  };
  books.entitlements.set(id, changed);
  const key = poolKey(entitlement);
  const pool = books.freePools.get(key);
  // The pool counts only what new orders could use; a bound, foreign-dated or declared entitlement was never in it.
  if (pool && isPooled(entitlement, books.on)) {
    const change = Math.max(freeSeatsOf(changed) ?? 0, 0) - Math.max(freeSeatsOf(entitlement) ?? 0, 0);
    const entitlements = freeAfter(pool.entitlements, entitlement, change);
    books.freePools.set(key, { ...pool, freeSeats: pool.freeSeats + change, entitlements });
  }
}

function freeAfter(
  free: readonly FreeEntitlement[],
  changed: EntitlementFacts,
  change: number,
): readonly FreeEntitlement[] {
  if (!free.some(({ id }) => id === changed.id)) return [...free, freeEntitlement(changed, change)];
  return free.map((one) => (one.id === changed.id ? { ...one, freeSeats: one.freeSeats + change } : one));
}

function isPooled(entitlement: EntitlementFacts, on: CivilDate): boolean {
  const { standing, isTransferable, isDeviceBound, seats, validFrom, validUntil, channel } = entitlement;
  const hasBegun = validFrom === null || validFrom <= on;
  const isOver = validUntil === null ? channel === 'subscription' : validUntil < on;
  return standing === 'verified' && isTransferable && !isDeviceBound && seats !== null && hasBegun && !isOver;
}

export function poolKey(pool: {
  readonly agencyCode: string;
  readonly category: string;
  readonly platforms: readonly string[];
}): string {
  return `${pool.agencyCode}/${pool.category}/${JSON.stringify(pool.platforms)}`;
}

function postPurchase({ history }: Books, posted: { purchase: Purchase; agencyCode: string; sign: 1 | -1 }): void {
  const { purchases, siblings, bounds } = history;
  const { purchaseKey, siblingKey } = posted.purchase;
  purchases.set(purchaseKey, withPurchase(purchases.get(purchaseKey) ?? [], { ...posted, bounds }));
  if (siblingKey !== null)
    siblings.set(siblingKey, withPurchase(siblings.get(siblingKey) ?? [], { ...posted, bounds }));
}

interface OwnedEntry<V> {
  readonly key: string;
  readonly orderId: string;
  readonly value: V;
  readonly sign: 1 | -1;
}

function postOwner<V>(owners: Map<string, Map<string, V>>, { key, orderId, value, sign }: OwnedEntry<V>): void {
  const ofKey = owners.get(key) ?? new Map<string, V>();
  if (sign > 0) ofKey.set(orderId, value);
  else ofKey.delete(orderId);
  owners.set(key, ofKey);
}
