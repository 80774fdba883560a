import type { Goods } from './goods.ts';

/**
 * What a gate should look like, in plain objects and without a database: accounts with their buckets, and orders with
 * what stands of them. The property test changes this world and a real gate alike and compares them.
 */
export interface World {
  /** What the clocks of both say, in milliseconds. */
  now: number;
  readonly agencies: readonly Agency[];
  readonly lines: Map<string, Line>;
  readonly entitlements: Map<string, Entitlement>;
  readonly orders: Map<string, Order>;
  readonly proposals: Proposal[];
  readonly closedYears: Set<number>;
  /** What has changed, or should not have, since the last comparison. */
  readonly touched: { readonly accounts: Set<string>; readonly orders: Set<string> };
  /** How often each thing has happened, so that a run can say what it has tried. */
  readonly happened: Map<string, number>;
  readonly clearanceMs: number;
  readonly referralMs: number;
}

export interface Agency {
  readonly code: string;
  /** What pays in each fiscal year. */
  readonly purses: ReadonlyMap<number, AgencyFunding>;
  readonly entitlement: string;
  readonly supplier: string;
}

export interface AgencyFunding {
  readonly hardware: readonly string[];
  readonly software: string;
}

/** A budget line, in fen. */
export interface Line {
  readonly code: string;
  readonly agency: string;
  readonly year: number;
  /** Where a closing carries what is under contract; null: it stays. */
  readonly next: string | null;
  appropriation: number;
  elsewhere: number;
  reserved: number;
  encumbered: number;
  spent: number;
}

export interface Entitlement {
  readonly id: string;
  readonly agency: string;
  readonly seats: number;
  /** What was installed before the gate came. */
  readonly installed: number;
  held: number;
  allocated: number;
  /** Of these, what machines have that an order once held a seat for: they use it beside what was installed before. */
  placed: number;
}

/** Why an order is decided as it is: nothing, its office suite's price, thin evidence, no system, seats that are there. */
export type Flavour = 'clean' | 'dear' | 'thin' | 'bare' | 'spare';

/** An order's body in the few words that its money depends on; money in fen. */
export interface Body {
  readonly year: number;
  readonly flavour: Flavour;
  readonly quantity: number;
  readonly unitPrice: number;
  /** One line pays, or two share. */
  readonly hardware: readonly string[];
  readonly software: string;
  readonly entitlement: string | null;
  /** The day on which the supplier's credit record was looked up. */
  readonly checkedOn: string;
}

export type State = UnderContract | 'rejected' | 'referred' | 'approved' | 'withdrawn' | 'expired' | 'terminated';
type UnderContract = 'contracted' | 'accepted' | 'closed';
export type Outcome = 'approved' | 'referred' | 'rejected';

export interface Order {
  readonly reference: string;
  readonly agency: string;
  state: State;
  outcome: Outcome;
  standing: number | null;
  latest: number;
  expiresAt: number | null;
  /** Grows with every change; a caller who names an older one is stale. */
  version: number;
  body: Body;
  standingBody: Body | null;
  bucket: 'reserved' | 'encumbered';
  /** Fen by budget line and seats by entitlement: what is set aside, and neither spent nor given to machines. */
  holding: ReadonlyMap<string, number>;
  /** Fen by budget line that were paid, and seats by entitlement that its machines were given out of its hold. */
  readonly used: Map<string, number>;
  readonly goods: Goods;
  readonly payments: Payment[];
  /** Where closed years took its money, the oldest first. */
  readonly carried: { readonly from: string; readonly to: string }[];
  /** The contract that it stands or stood under. */
  contract: Body | null;
  /** The revision of a contract that was not approved. */
  openContract: number | null;
  /** The revision whose certificate platforms have got last. */
  certified: number | null;
  /** What platforms have begun to buy with its certificates, the oldest first. */
  readonly purchases: Purchase[];
  /** The rules that its latest decision left open. */
  openRules: readonly string[];
  readonly waivers: Waiver[];
  /** What was ever set aside and given back, by account. */
  readonly ever: Map<string, { set: number; back: number }>;
}

/** Of a line or a plan item, `line/1` or `item/2`; money in fen. */
export interface PaidPart {
  readonly part: string;
  readonly quantity: number;
  readonly amount: number;
}

/** A payment that was decided, with what credit notes took back of it. */
export interface Payment {
  /** Of its invoice. */
  readonly number: string;
  readonly isApproved: boolean;
  readonly isFinal: boolean;
  /** Each with the budget lines that paid. */
  readonly parts: readonly (PaidPart & { readonly funding: ReadonlyMap<string, number> })[];
  readonly credited: Payment['parts'][number][];
}

export interface Waiver {
  readonly rule: string;
  readonly revision: number;
  /** The last day. */
  readonly until: string;
}

export interface Proposal {
  readonly id: string;
  readonly digest: string;
  readonly role: 'finance' | 'legalization-office';
  /** Which person of the bureau made it. */
  readonly maker: number;
  readonly lapsesAt: number;
  readonly wish: Wish;
}

export type Wish =
  | { readonly kind: 'revise'; readonly line: string; readonly by: number }
  | { readonly kind: 'transfer'; readonly from: string; readonly to: string; readonly amount: number }
  | { readonly kind: 'use-elsewhere'; readonly line: string; readonly amount: number }
  | { readonly kind: 'waive'; readonly order: string; readonly waiver: Waiver }
  | {
      readonly kind: 'credit';
      readonly order: string;
      /** Its place among the payments of the order. */
      readonly payment: number;
      readonly parts: readonly PaidPart[];
    };

export function note({ happened }: World, event: string): void {
  happened.set(event, (happened.get(event) ?? 0) + 1);
}

export function availableOn({ appropriation, elsewhere, reserved, encumbered, spent }: Line): number {
  return appropriation - elsewhere - reserved - encumbered - spent;
}

/** What is left on an account: money of a budget line, seats of an entitlement. */
export function remainderOf(world: World, account: string): number {
  const line = world.lines.get(account);
  if (line) return availableOn(line);
  const entitlement = known(world.entitlements, account);
  const { seats, installed, held, allocated, placed } = entitlement;
  return seats - held - Math.max(installed + placed, allocated);
}

/** Seats that a device may still be given: some of them may be the copies that were there before. */
export function unallocatedSeats({ seats, held, allocated }: Entitlement): number {
  return seats - held - allocated;
}

/** Adds to a figure that is kept by account, and forgets it when nothing is left. */
export function addTo(sums: Map<string, number>, account: string, by: number): void {
  const sum = (sums.get(account) ?? 0) + by;
  if (sum === 0) sums.delete(account);
  else sums.set(account, sum);
}

export function known<K extends string | number, T>(all: ReadonlyMap<K, T>, name: K): T {
  const found = all.get(name);
  if (found === undefined) throw new Error(`the model does not know ${name}`);
  return found;
}

const CHINA_MS = 8 * 3_600_000;

/** The civil day of an instant in the gate's zone. */
export function dayAt(ms: number): string {
  return new Date(ms + CHINA_MS).toISOString().slice(0, 10);
}

/** A certificate that a platform has used: it is of one revision, and is used once. */
export interface Purchase {
  readonly revision: number;
  /** The platform's own number. */
  readonly number: string;
  /** When the clearance would have ended. */
  readonly clearedUntil: number;
  isCancelled: boolean;
}

/** What an act comes to. */
export type ExpectedResult =
  | { readonly kind: 'decided'; readonly outcome: Outcome }
  | { readonly kind: 'changed'; readonly state: State }
  | { readonly kind: 'refused'; readonly code: string };
