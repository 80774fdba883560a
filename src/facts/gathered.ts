import type { AgencyFacts, DutyFacts } from '../agencies/index.ts';
import type { BudgetLineFacts, PlanFilingFacts } from '../budget/index.ts';
import type { GatheredWaiver } from '../decisions/index.ts';
import type { CivilDate, Fen } from '../kernel/index.ts';
import type { RectificationFacts } from '../matters/index.ts';
import type { DeviceFacts, EntitlementFacts, FreePool, ProductFacts, ReleasedSeats } from '../register/index.ts';
import type { SupplierFacts } from '../suppliers/index.ts';
import type { ProofUses } from './system/counted-proofs.ts';

/**
 * What the tables said about one order when it was decided, in plain values: recorded with the decision, so that the
 * facts can be derived again from it in ten years. As if the order's own earlier revisions, money and seats did not exist.
 * `version` is the log index of the row's last change.
 */
export interface Gathered {
  readonly agency: GatheredAgency;
  /** Without names: only who holds which duty from when to when. `until` is the last day. */
  readonly responsible: readonly DutyFacts[];
  /** The agency's own lines that the order cites; an unknown or foreign code is absent. */
  readonly budgetLines: Readonly<Record<string, GatheredBudgetLine>>;
  readonly planFiling: GatheredPlanFiling | null;
  /** At the submission filings that its number may mean, at the contract those of the supplier; older records have none. */
  readonly alikeNumbers?: readonly string[];
  /** Null while the order names no supplier. */
  readonly supplier: GatheredSupplier | null;
  /** Other suppliers whose name the order gives its own; absent where there is none, and in older records. */
  readonly supplierNamesakes?: SupplierNamesakes;
  /** Posted products whose name or alias the order mentions; they win over the known products of the rule pack. */
  readonly products: readonly GatheredProduct[];
  /** The devices that lines replace, by id. */
  readonly devices: Readonly<Record<string, GatheredDevice>>;
  /** The agency's devices that are in use, accepted or idle, by category. */
  readonly deviceCounts: Readonly<Record<string, number>>;
  /** Idle devices of the agency and its parent, by category. */
  readonly idleDevices: Readonly<Record<string, number>>;
  /** Cited by plan items, by replaced entitlements, or by the exemption; by id. */
  readonly entitlements: Readonly<Record<string, GatheredEntitlement>>;
  /** Free verified seats of the agency's own transferable entitlements that are in force, grouped. */
  readonly freePools: readonly Pick<FreePool, 'category' | 'platforms' | 'freeSeats'>[];
  /** Seats (transferable, not OEM) allocated to the devices that this order replaces. */
  readonly releasedSeats: readonly Omit<ReleasedSeats, 'deviceId'>[];
  /** Due days of the agency's open undertakings that lie before the day of the decision. */
  readonly overdueUndertakings: readonly CivilDate[];
  /** What the agency had to put right and had not answered by the day of the decision. Older records have none. */
  readonly overdueRectifications?: readonly RectificationFacts[];
  /** The days by which the agency should have filed what it has not filed by the day of the decision. Older records have none. */
  readonly overdueFilings?: readonly CivilDate[];
  readonly history: GatheredHistory;
  /** What an earlier try of the agency said and this order leaves out; absent where nothing was taken out. */
  readonly takenOut?: GatheredTakenOut;
  /** Whether it amends an order under contract. Older records do not tell. */
  readonly isSupplement?: true;
  /** Those of the revision and of its agency, in the order in which they are tried. Older records have none. */
  readonly waivers?: readonly GatheredWaiver[];
  /** Of the contract stage only. */
  readonly contract?: GatheredContract;
  /** Of the acceptance stage only. */
  readonly delivery?: GatheredDelivery;
  /** Of the payment stage only; everything above but the agency is empty there. */
  readonly payment?: GatheredPayment;
}

/** The words of texts, and the order that had them: an earlier revision of this one, or another. */
export interface GatheredTakenOut {
  readonly order: string;
  readonly words: readonly string[];
}

/** What a delivery is judged by beside its statement, which is kept apart and named by its digest. */
export interface GatheredDelivery {
  readonly acceptedOn: CivilDate;
  /** The day on which the order was first approved. */
  readonly approvedOn: CivilDate;
  readonly before: DeliveredBefore;
  /** Serials of the statement that devices of the register have. */
  readonly knownSerials: readonly string[];
  /** Absent where the policy counts no papers. */
  readonly proofs?: DeliveredProofUses;
}

/** What papers that a delivery shows for its systems are held against. */
export interface DeliveredProofUses {
  /** The kinds of paper that are counted. */
  readonly kinds: readonly string[];
  /** Machines of the agency's other orders and of earlier deliveries, by paper. */
  readonly used: ProofUses;
}

/** What was accepted of an order in earlier deliveries and not returned: by line, and seats by number of the plan item. */
export interface DeliveredBefore {
  readonly lines: Readonly<Record<string, number>>;
  readonly items: Readonly<Record<string, number>>;
}

/** For a stage that looks at nothing of this again. */
export const NOTHING_GATHERED: Omit<Gathered, 'agency'> = {
  responsible: [],
  budgetLines: {},
  planFiling: null,
  supplier: null,
  products: [],
  devices: {},
  deviceCounts: {},
  idleDevices: {},
  entitlements: {},
  freePools: [],
  releasedSeats: [],
  overdueUndertakings: [],
  overdueRectifications: [],
  overdueFilings: [],
  history: { openTwinOrders: 0, exemptionDevicesUsed: 0, purchases: [], prices: {} },
  waivers: [],
};

export type Duty = DutyFacts['duty'];

export type GatheredAgency = AgencyFacts;

/** Without what is told to people and read by no rule. */
export interface GatheredBudgetLine
  extends Omit<BudgetLineFacts, 'code' | 'agencyCode' | 'appropriationFen' | 'warnPercent'> {
  /** What the order itself has spent of it already; absent while it has spent nothing. */
  readonly ownSpentFen?: Fen;
  /** What the closed line has kept for the order, because a platform was buying when it was closed. */
  readonly ownKeptFen?: Fen;
}

export interface GatheredPlanFiling extends Omit<PlanFilingFacts, 'number' | 'agencyCode'> {
  readonly isOwn: boolean;
}

export type GatheredSupplier = SupplierFacts;

export interface SupplierNamesakes {
  /** The supplier of the order is registered by this name as well. */
  readonly isOwn: boolean;
  readonly others: readonly GatheredSupplier[];
}

/** A posted product row, or one of the rule pack's known products in the same shape. */
export interface GatheredProduct extends Omit<ProductFacts, 'id' | 'version'> {
  /** All platforms it is built for; absent where nobody has read them, as of every posted product. */
  readonly runsOn?: readonly string[];
}

export type GatheredDevice = Omit<DeviceFacts, 'id' | 'agencyCode'>;

export interface GatheredEntitlement extends Omit<EntitlementFacts, 'id' | 'agencyCode'> {
  /** seats − max(installed + placed, allocated) − held, less what earlier orders of the batch took; null like `seats`. */
  readonly freeSeats: number | null;
}

export interface GatheredHistory {
  /** Live twin orders, earlier ones of the batch included: policy.duplicate.windowDays back from its submission, and since. */
  readonly openTwinOrders: number;
  /** Ids of those, and of live orders of the same goods from whomever, in the same days; absent for none, and in older records. */
  readonly sameGoodsOrders?: readonly string[];
  /** Machines that the order replaces, and others replace as well; absent where none is, and where the policy does not ask. */
  readonly oldMachines?: Readonly<Record<string, OldMachineUse>>;
  /** Devices that live orders have already brought under the same exemption document. */
  readonly exemptionDevicesUsed: number;
  /** Of papers that the order shows for systems: the machines of the agency's other orders. Absent where the policy counts none. */
  readonly proofs?: ProofUses;
  /** One entry per project and decoded item of the order; other live orders only, this order not included. */
  readonly purchases: readonly PurchaseHistory[];
  /** What the agency's other live orders of the days before paid for machines and for what stands beside them; absent where nothing stood beside. */
  readonly machineCosts?: readonly MachineCost[];
  /** Per line category, of the agency's region. */
  readonly prices: Readonly<Record<string, GatheredPrice>>;
}

/** Who else replaces an old machine. */
export interface OldMachineUse {
  /** Live orders of the agency that name it, and ended ones of which everything came that replaced something. */
  readonly orders: readonly string[];
  /**
   * Orders that may have replaced it: of another agency, for a machine with the same mainboard, or ended or changed after
   * something had come. Empty where it is another machine of this order that has its mainboard.
   */
  readonly perhaps: readonly string[];
}

/** What orders pay for machines of one category that has a cap, or for what stands beside them. */
export interface MachineCost {
  readonly kind: string;
  readonly pieces: number;
  readonly amountFen: Fen;
}

export interface GatheredPrice {
  readonly p90Fen: Fen;
  readonly sample: number;
  /** Absent where it was never measured, as in older records. */
  readonly medianFen?: Fen;
}

export interface PurchaseHistory {
  readonly project: string;
  readonly item: string;
  readonly orders: number;
  readonly totalFen: Fen;
  /** In so many days around its submission (policy.splitting.windowDays), each below the dispersed-purchase limit. */
  readonly windowOrders: number;
  readonly windowTotalFen: Fen;
  /** The same of all agencies under the same parent from the same supplier, its own included; 0 where no other bought. */
  readonly siblingWindowOrders: number;
  readonly siblingWindowTotalFen: Fen;
}

/** What a payment is judged by: what it pays with all that was paid before it, against what came and was proven. */
export interface GatheredPayment {
  /** Null where nothing is paid. */
  readonly invoiceOn: CivilDate | null;
  readonly amountFen: Fen;
  /** The day on which the order was first approved. */
  readonly approvedOn: CivilDate;
  /** In the order of the statement: its lines, then the items of its plan. */
  readonly parts: readonly GatheredPaidPart[];
  /** What is not in the register yet; null unless nothing more will be paid. */
  readonly unregistered: { readonly devices: number; readonly seats: number } | null;
  /** What the order itself had encumbered by budget line. */
  readonly encumbered: Readonly<Record<string, Fen>>;
}

/** Counted in machines of a line and in seats of a plan item. A software line counts in the seats of its item. */
export interface GatheredPaidPart {
  /** Into the statement: `/lines/0`. */
  readonly pointer: string;
  readonly scope: 'line' | 'plan-item';
  readonly goods: string;
  readonly category: string | null;
  readonly contracted: number;
  /** With this payment. */
  readonly paid: number;
  /** What has come and did not go back, whatever it was found to be. */
  readonly delivered: number;
  /** Of it, found as contracted. */
  readonly accepted: number;
  readonly proven: number;
}

export interface GatheredContract {
  readonly signedOn: CivilDate;
  /** The day on which the order was first approved. */
  readonly approvedOn: CivilDate;
  /** Whether the price preference for domestic products was applied to the offers; null when it is not stated. */
  readonly preferenceApplied: boolean | null;
  /** The contract that a supplement adds to; null for the contract itself. */
  readonly original: { readonly amountFen: Fen; readonly terms: ContractTerms } | null;
}

/** What was agreed, as digests: equal goods on equal terms give the same one. */
export interface ContractTerms {
  readonly order: string;
  /** Terms → how many are bought on them, over all lines; and over all plan items that are bought. */
  readonly lines: Readonly<Record<string, number>>;
  readonly items: Readonly<Record<string, number>>;
}
