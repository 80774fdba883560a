import { type CivilDate, type Fen, type Instant, instant } from '../kernel/index.ts';
import type { Move } from '../ledger/index.ts';
import { commitmentOf, type LeafDraft, type LeafRow, type SealedText } from '../log/index.ts';
import type { CompactResults, Owner, RuleCounts, Stage } from '../rules/index.ts';
import type { Outcome } from './conclude.ts';
import type { Finding, Indeterminate } from './finding.ts';
import type { PlacedRecord } from './recorded-facts.ts';
import type { WaiverUse } from './waiver-cover.ts';

/** An undertaking that an approval creates: a plan item still to be delivered. */
export interface RecordedUndertaking {
  readonly id: string;
  readonly item: number | null;
  readonly category: string;
  readonly seats: number;
  readonly dueOn: CivilDate | null;
}

/** The contract that a decision of the contract stage was about. */
export interface RecordedContract {
  readonly kind: 'contract' | 'supplement';
  readonly number: string;
  readonly signedOn: CivilDate;
  /** Of the contract itself; supplements come on top. */
  readonly amountFen: Fen;
  readonly preferenceApplied: boolean | null;
}

/** The delivery that a decision of the acceptance stage was about, and what became of it. */
export interface RecordedDelivery {
  readonly id: string;
  readonly sequence: number;
  readonly acceptedOn: CivilDate;
  /** Of the statement, whose bytes are kept beside the log. */
  readonly statementDigest: string;
  readonly devices: readonly RecordedMachine[];
  readonly items: readonly RecordedLicence[];
  readonly goods: readonly { readonly line: number; readonly quantity: number }[];
  /** What it delivered of undertakings. */
  readonly undertakings: readonly { readonly id: string; readonly seats: number; readonly isClosed: boolean }[];
}

export interface RecordedMachine {
  /** Where the statement names it. */
  readonly pointer: string;
  readonly line: number;
  readonly serial: string;
  /** Null for a machine that does not match, which is not registered. */
  readonly deviceId: string | null;
  /** It went back before, and is the same device. */
  readonly isAgain?: true;
  /** The paper that proves its system, where papers are counted: as `proofKey` names it, and how many machines it covers. */
  readonly proof?: { readonly key: string; readonly covers: number | null };
  /** What keeps it out, as `rule/clause`. */
  readonly because: readonly string[];
}

export interface RecordedLicence {
  readonly pointer: string;
  readonly item: number;
  readonly seats: number;
  readonly matchedSeats: number;
  readonly proofSeats: number;
  readonly entitlementId: string | null;
  readonly because: readonly string[];
}

/** The payment that a decision of the payment stage was about. */
export interface RecordedPayment {
  readonly id: string;
  /** Which of the order's payments it is, approved or not. */
  readonly sequence: number;
  readonly invoiceNumber: string | null;
  readonly invoiceOn: CivilDate | null;
  readonly amountFen: Fen;
  /** What a final payment gave back. */
  readonly releasedFen: Fen;
  readonly isFinal: boolean;
  /** `line/1`, `item/2`; with the budget lines that paid, where it was approved. */
  readonly parts: readonly {
    readonly part: string;
    readonly quantity: number;
    readonly amountFen: Fen;
    readonly funding: readonly { readonly budgetLine: string; readonly amountFen: Fen }[];
  }[];
}

/**
 * What the log keeps of a decision: enough to derive it again in ten years, and to see that nothing was left out. Its own
 * index and hash are not in it; they are in the receipt.
 */
export interface DecisionRecord {
  readonly decision: string;
  readonly order: string;
  readonly agency: string;
  readonly stage: Stage;
  readonly revision: number;
  readonly previousDecision: string | null;
  readonly isClassified: boolean;
  readonly outcome: Outcome;
  readonly submittedAt: Instant;
  readonly expiresAt: Instant | null;
  /** Of stages that decide on no revision: how the order stands afterwards. */
  readonly state?: 'contracted' | 'accepted' | 'closed';
  readonly ruleSet: { readonly number: number; readonly digest: string };
  /** What made it: the meaning of the profile, the derivation of facts, and the code that ran. */
  readonly evaluator: {
    readonly screen: string;
    readonly reference: string;
    readonly derivation: string;
    readonly build: string;
  };
  readonly detail: DecisionDetail;
}

/** The part that a classified order's record shows only as a commitment. */
export interface DecisionDetail {
  /** Of the order's canonical body; its bytes are kept beside the log. */
  readonly orderDigest: string;
  readonly gathered: unknown;
  readonly facts: PlacedRecord;
  readonly acquisition: string;
  readonly results: CompactResults;
  readonly counts: RuleCounts;
  readonly findings: readonly Finding[];
  readonly indeterminate: readonly Indeterminate[];
  readonly moves: readonly Move[];
  /** What the order has reserved on each line after this decision, and what the line has left, in fen. */
  readonly budget: readonly {
    readonly budgetLine: string;
    readonly amountFen: number;
    readonly availableAfterFen: number;
    /** The threshold that this decision's moves pushed the line past; absent when they passed none. */
    readonly crossed?: 'warn' | 'stop' | 'negative';
  }[];
  readonly holds: readonly { readonly entitlementId: string; readonly seats: number }[];
  readonly undertakings: readonly RecordedUndertaking[];
  /** Whose rules stay open, and what the order takes of each waiver while it stands. Older records have neither. */
  readonly openOwners?: readonly Owner[];
  readonly waivers?: readonly WaiverUse[];
  /** Of the contract stage. */
  readonly contract?: RecordedContract;
  /** Of the acceptance stage. */
  readonly delivery?: RecordedDelivery;
  /** Of the payment stage. */
  readonly payment?: RecordedPayment;
}

const DETAIL_POINTER = '/detail';

/** The leaf of a decision. A classified order's detail enters the log only as a salted commitment. */
export function decisionLeaf(record: DecisionRecord, by: LeafDraft['by']): LeafDraft {
  const base = { type: 'order.decided', subject: `order/${record.order}`, by };
  if (!record.isClassified) return { ...base, body: record };
  const { detail, ...open } = record;
  return { ...base, body: open, sealed: { [DETAIL_POINTER]: detail } };
}

/** A record as read back from the log, with the time of its leaf. */
export interface ReadRecord extends DecisionRecord {
  readonly decidedAt: Instant;
  readonly logIndex: number;
  readonly leafHash: Buffer;
}

/** What a decision is read from. */
export type DecisionLeaf = Pick<LeafRow, 'logIndex' | 'at' | 'bytes' | 'hash'>;

/** Reads a decision's leaf. A classified one needs its opening, and whether the two belong together is checked. */
export function readDecisionRecord(leaf: DecisionLeaf, sealed: readonly SealedText[]): ReadRecord {
  const body = JSON.parse(leaf.bytes) as DecisionRecord & { readonly sealed?: Readonly<Record<string, string>> };
  const detail = body.isClassified ? openDetail(leaf, body.sealed, sealed) : body.detail;
  return { ...body, detail, decidedAt: instant(leaf.at), logIndex: leaf.logIndex, leafHash: leaf.hash };
}

/** The detail that a classified decision's leaf only commits to. Throws where it was erased or is another one. */
export function openDetail(
  leaf: Pick<DecisionLeaf, 'logIndex'>,
  commitments: Readonly<Record<string, string>> | undefined,
  sealed: readonly SealedText[],
): DecisionDetail {
  const opening = sealed.find((text) => text.logIndex === leaf.logIndex && text.pointer === DETAIL_POINTER);
  if (!opening) throw new Error(`the sealed detail of leaf ${leaf.logIndex} has been erased`);
  if (commitmentOf(opening) !== commitments?.[DETAIL_POINTER]) {
    throw new Error(`the sealed detail of leaf ${leaf.logIndex} does not fit its commitment`);
  }
  return JSON.parse(opening.value) as DecisionDetail;
}
