import { type CivilDate, Refusal, type Role, text } from '../../kernel/index.ts';
import { type Freeze, freezeIn, type Move } from '../../ledger/index.ts';
import {
  counted,
  type Derivation,
  derived,
  flag,
  integer,
  jsonList,
  list,
  optionalInteger,
  optionalJson,
  optionalMoney,
  optionalText,
  type ReferenceKind,
  type ReferenceRecord,
  required,
  textField,
} from '../../reference/index.ts';
import { completeEvidence, type Evidence } from '../evidence/evidence.ts';
import type { SoftwareCategory } from '../products/product.ts';
import { freeSeatsOf, usedSeatsOf } from './facts-of-entitlements.ts';
import { type Channel, hasProof, papersInWords } from './proof-of-channel.ts';

export type ProofState = 'declared' | 'verified';

/** A right to use software that an agency holds, as it is stated. Its seats are a counter that moves bring about. */
export interface Entitlement {
  readonly id: string;
  readonly agencyCode: string;
  readonly licensee: string;
  readonly category: SoftwareCategory;
  readonly product: string;
  readonly edition: string | null;
  readonly version: string | null;
  readonly metric: 'device' | 'user' | 'concurrent' | 'site' | 'core';
  /** Null: unlimited inside a site. */
  readonly seats: number | null;
  readonly sets: number;
  readonly channel: Channel;
  readonly validFrom: CivilDate | null;
  readonly validUntil: CivilDate | null;
  readonly transferable: boolean;
  readonly platforms: readonly string[];
  readonly boundDevice: string | null;
  readonly installedSeats: number;
  readonly acquiredOn: CivilDate | null;
  readonly site: Site | null;
  readonly closesUndertaking: string | null;
  readonly evidence: readonly Evidence[];
  readonly contractNumber: string | null;
  readonly unitPrice: string | null;
  /** The last day on which its publisher looks after it. */
  readonly supportEndsOn: CivilDate | null;
  /** Where it came from; null where the gate's own acceptance did not make it. */
  readonly orderId: string | null;
  /** The line whose machines brought it: an OEM right. */
  readonly orderLine: number | null;
  /** The item of the software plan. */
  readonly orderItem: number | null;
  readonly acceptanceId: string | null;
  readonly standing: ProofState;
}

interface Site {
  readonly agencies: readonly string[];
  readonly headcount: number | null;
  readonly afterEnd: string | null;
}

const completeSite = ({ agencies, headcount, afterEnd }: Site): Site => ({
  agencies,
  headcount: headcount ?? null,
  afterEnd: afterEnd ?? null,
});

export const ENTITLEMENT: ReferenceKind<Entitlement> = {
  type: 'entitlement',
  called: text('软件授权', 'entitlement'),
  table: 'entitlements',
  key: 'id',
  idPrefix: 'ent',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    licensee: textField('licensee'),
    category: textField('category'),
    product: textField('product'),
    edition: optionalText('edition'),
    version: optionalText('version'),
    metric: textField('metric'),
    seats: counted(required(optionalInteger('seats'))),
    sets: integer('sets', 1),
    channel: textField('channel'),
    validFrom: optionalText('valid_from'),
    validUntil: optionalText('valid_until'),
    transferable: flag('is_transferable', false),
    platforms: list('platforms'),
    boundDevice: optionalText('bound_device'),
    installedSeats: integer('installed_seats', 0),
    acquiredOn: optionalText('acquired_on'),
    site: optionalJson('site', completeSite),
    closesUndertaking: optionalText('closes_undertaking'),
    evidence: jsonList('evidence', completeEvidence),
    contractNumber: optionalText('contract_number'),
    unitPrice: optionalMoney('unit_price_fen'),
    supportEndsOn: optionalText('support_ends_on'),
    orderId: derived(optionalText('order_id')),
    orderLine: derived(optionalInteger('order_line')),
    orderItem: derived(optionalInteger('order_item')),
    acceptanceId: derived(optionalText('acceptance_id')),
    standing: derived(textField('standing')),
  },
  agency: 'agencyCode',
  identity: {
    lookUp: 'agencyCode',
    of: ({ agencyCode, product, edition, version, licensee, channel, acquiredOn }) => [
      agencyCode,
      product,
      edition,
      version,
      licensee,
      channel,
      acquiredOn,
    ],
  },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    category: { by: 'equal', column: 'category' },
    product: { by: 'equal', column: 'product' },
    channel: { by: 'equal', column: 'channel' },
    standing: { by: 'equal', column: 'standing' },
    orderId: { by: 'equal', column: 'order_id' },
    boundDevice: { by: 'equal', column: 'bound_device' },
  },
  listedBy: {
    entitlements_listed_by_device: ['bound_device'],
    entitlements_listed_by_order: ['order_id'],
    entitlements_by_agency: ['agency_code', 'category'],
    entitlements_listed_by_agency: ['agency_code'],
    entitlements_listed_by_product: ['product'],
    entitlements_listed_by_standing: ['standing'],
    entitlements_listed_by_category: ['category'],
    entitlements_listed_by_channel: ['channel'],
  },
  derive: (entitlement, how) => ({ ...entitlement, ...originOf(how.before), standing: proofStateOf(entitlement, how) }),
};

type Origin = Pick<Entitlement, 'orderId' | 'orderLine' | 'orderItem' | 'acceptanceId'>;

const NO_ORIGIN: Origin = { orderId: null, orderLine: null, orderItem: null, acceptanceId: null };

/** Nobody states where it came from: it stays what the acceptance said that made it. */
function originOf(before: Origin | null): Origin {
  if (before === null) return NO_ORIGIN;
  const { orderId, orderLine, orderItem, acceptanceId } = before;
  return { orderId, orderLine, orderItem, acceptanceId };
}

const ROLES_THAT_VERIFY: readonly Role[] = ['legalization-office', 'installer'];

/**
 * What an agency says is declared until the legalization office has seen the papers of its channel; what it says anew is
 * declared again. Only those who verify may say otherwise, and not without the papers. What was verified without them,
 * before the gate asked, stays as it is while nothing is added to it.
 */
export function proofStateOf(stated: Entitlement, { before, changes, actor }: Derivation<Entitlement>): ProofState {
  const wanted = changes === null ? undefined : statedProofState(changes);
  if (!ROLES_THAT_VERIFY.includes(actor.role)) {
    if (wanted !== undefined) throw mayNotVerify();
    return 'declared';
  }
  if (wanted === 'verified' && !hasProof(stated)) throw notProven(stated);
  const standing = wanted ?? before?.standing ?? 'verified';
  return standing === 'declared' || hasProof(stated) || staysVerified(stated, before) ? standing : 'declared';
}

function staysVerified(stated: Entitlement, before: Entitlement | null): boolean {
  if (before === null || hasProof(before)) return false;
  const hasGrown = before.seats !== null && (stated.seats === null || stated.seats > before.seats);
  return before.channel === stated.channel && !hasGrown;
}

function statedProofState(changes: object): ProofState | undefined {
  return 'standing' in changes ? (changes.standing as ProofState) : undefined;
}

function mayNotVerify(): Refusal {
  const message = text('只有正版化工作机构可以核实授权。', 'Only the legalization office verifies an entitlement.');
  return new Refusal('forbidden', 'entitlement.standing', message, [{ pointer: '/changes/standing', message: '' }]);
}

function notProven(entitlement: Entitlement): Refusal {
  const papers = papersInWords(entitlement);
  const message = text(
    `没有凭证不能核实。请在 evidence 中登记：${papers['zh-CN']}（须有编号或文件）。`,
    `Nothing is verified without its papers. Register as evidence, with a number or a file: ${papers.en}.`,
  );
  return new Refusal('unprocessable', 'entitlement.unproven', message, [{ pointer: '/changes/standing', message: '' }]);
}

/** The undertaking that it closes: only what was verified delivers anything. */
export function deliveredBy(
  entitlement: Pick<Entitlement, 'standing' | 'closesUndertaking'> | undefined,
): string | null {
  return entitlement?.standing === 'verified' ? entitlement.closesUndertaking : null;
}

type Seats = Pick<Entitlement, 'seats'>;

/** The moves that bring an entitlement from the seats it had to those it is to have; unlimited seats are not moved. */
export function movesOfSeats(id: string, before: Seats | null, after: Seats): readonly Move[] {
  const difference = (after.seats ?? 0) - (before?.seats ?? 0);
  if (difference === 0) return [];
  const way = difference > 0 ? ({ from: 'outside', to: 'free' } as const) : ({ from: 'free', to: 'outside' } as const);
  const cause = before === null ? 'acquisition' : 'correction';
  return [{ accountKind: 'entitlement', account: id, orderId: null, ...way, quantity: Math.abs(difference), cause }];
}

/** An OEM right, and what else is bound to one machine, ends with it; unlimited seats do not. */
export function endsWithDevice({ channel, boundDevice, seats }: Entitlement): boolean {
  return seats !== null && (channel === 'oem' || boundDevice !== null);
}

/** Seats that orders hold and devices have: fewer than these there cannot be. */
export function seatsInHand({ row }: Pick<ReferenceRecord<Entitlement>, 'row'>): number {
  return Number(row.held_seats) + Number(row.allocated_seats);
}

/** An entitlement with its seats counted, as it is answered. */
export interface CountedEntitlement extends Entitlement {
  readonly held: number;
  readonly allocated: number;
  readonly installed: number;
  readonly free: number | null;
  /** Null unless the entitlement does not reconcile. */
  readonly frozen: Freeze | null;
}

export function countedEntitlement({ state, row }: ReferenceRecord<Entitlement>): CountedEntitlement {
  const heldSeats = Number(row.held_seats);
  const allocatedSeats = Number(row.allocated_seats);
  const counts = { ...state, heldSeats, allocatedSeats, placedSeats: Number(row.placed_seats) };
  const [installed, free] = [usedSeatsOf(counts), freeSeatsOf(counts)];
  return { ...state, held: heldSeats, allocated: allocatedSeats, installed, free, frozen: freezeIn(row) };
}
