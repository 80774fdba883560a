import { type Actor, type CivilDate, type NewId, Refusal, text } from '../kernel/index.ts';
import type { Governed, LeafDraft } from '../log/index.ts';
import { findOfKind, type ReferenceRecord } from '../reference/index.ts';
import type { RuleSet } from '../rules/index.ts';
import { sealedFieldsOf, WAIVER, type Waiver, type WaiverEvidence } from './waiver.ts';
import type { WaivedRule } from './waiver-cover.ts';
import { ownerOfRules, validateWaiver } from './waiver-validity.ts';
import { countWaiversOfAgency, insertWaiver, updateWaiver } from './waivers-repository.ts';

export type WaiverScope =
  | {
      readonly kind: 'order';
      readonly order: string;
      readonly revision: number;
      /** What is open on it; a review sets aside nothing else. */
      readonly open: readonly { readonly rule: string; readonly clause: string }[];
    }
  | {
      readonly kind: 'agency';
      readonly category: string | null;
      readonly devices: number;
      readonly usesMax: number | null;
    };

/** What two people permit, with what the gate knows about whom it is for. */
export interface WaiverGrant {
  readonly scope: WaiverScope;
  readonly agency: { readonly code: string; readonly region: string; readonly level: string };
  readonly isClassified: boolean;
  readonly rules: readonly WaivedRule[];
  readonly reasonCode: string;
  readonly text: string;
  readonly evidence: readonly WaiverEvidence[];
  /** Null: from the day on which it is granted. */
  readonly from: CivilDate | null;
  readonly until: CivilDate;
  readonly signers: readonly string[];
}

export interface WaiverDeps {
  readonly newId: NewId;
}

/** Waivers for machines that one agency may have at a time: what each of its batches reads. */
const WAIVERS_OF_AGENCY_MAX = 100;

const TEXT_MIN = 20;

/** Grants a waiver in the name of whoever proposed it: a leaf and its row. Its texts enter the log as commitments. */
export async function grantWaiver(
  entry: Governed,
  deps: WaiverDeps,
  { grant, actor, ruleSet }: { readonly grant: WaiverGrant; readonly actor: Actor; readonly ruleSet: RuleSet },
): Promise<ReferenceRecord<Waiver>> {
  const { agency, scope, rules, reasonCode, evidence, until } = grant;
  const from = grant.from ?? entry.on;
  const policy = ruleSet.policyFor({ region: agency.region, level: agency.level, on: entry.on });
  const textMin = policy.integer('policy.waiver.reasonMinChars') ?? TEXT_MIN;
  const open = scope.kind === 'order' ? scope.open : null;
  validateWaiver({ rules, reasonCode, text: grant.text, from, until }, { ruleSet, on: entry.on, textMin, open });
  if (scope.kind === 'agency') await refuseTooMany(entry, agency.code);
  const ofOrder = scope.kind === 'order' ? scope : null;
  const ofAgency = scope.kind === 'agency' ? scope : null;
  const waiver: Waiver = {
    id: deps.newId('wai'),
    agencyCode: agency.code,
    owner: ownerOfRules(rules, ruleSet),
    rules: rules.map(({ rule, revision, clause }) => ({ rule, revision, clause })),
    order: ofOrder?.order ?? null,
    revision: ofOrder?.revision ?? null,
    category: ofAgency?.category ?? null,
    devices: ofAgency?.devices ?? null,
    usesMax: ofAgency?.usesMax ?? null,
    reasonCode,
    text: grant.text,
    evidence,
    maker: actor.personId,
    signers: grant.signers,
    from,
    until,
    isClassified: grant.isClassified,
    grantedAt: entry.at,
    revokedAt: null,
    revokedBy: null,
    revocationReason: null,
  };
  const logIndex = append(entry, { type: 'waiver.granted', waiver, by: actor });
  await insertWaiver(entry.tx, { waiver, logIndex });
  return findOfKind(entry.tx, WAIVER, { key: waiver.id, grant: actor.grant });
}

async function refuseTooMany({ tx, on }: Governed, agencyCode: string): Promise<void> {
  if ((await countWaiversOfAgency(tx, { agencyCode, on })) < WAIVERS_OF_AGENCY_MAX) return;
  const says = text(
    `该单位有效的豁免已达 ${WAIVERS_OF_AGENCY_MAX} 项，请先撤销不再需要的。`,
    `The agency has ${WAIVERS_OF_AGENCY_MAX} waivers already; revoke those that are not needed first.`,
  );
  throw new Refusal('conflict', 'waiver.too_many', says);
}

export interface WaiverRevocation {
  readonly waiver: ReferenceRecord<Waiver>;
  readonly actor: Actor;
  readonly reason: string;
}

/** From now on it covers nothing; what was decided by it stands. One person of the owner's is enough: it makes things stricter. */
export async function revokeWaiver(
  entry: Governed,
  { waiver: { state }, actor, reason }: WaiverRevocation,
): Promise<ReferenceRecord<Waiver>> {
  if (state.owner !== actor.role) throw notYourRule();
  if (state.revokedAt !== null || entry.on > state.until) throw isOver();
  const waiver: Waiver = {
    ...state,
    revokedAt: entry.at,
    revokedBy: actor.personId,
    revocationReason: reason,
  };
  const logIndex = append(entry, { type: 'waiver.revoked', waiver, by: actor });
  await updateWaiver(entry.tx, { waiver, logIndex });
  return findOfKind(entry.tx, WAIVER, { key: waiver.id, grant: actor.grant });
}

export function notYourRule(): Refusal {
  const says = text('该豁免所涉规则不由本部门负责。', 'The rules of this waiver are not yours to set aside.');
  return new Refusal('forbidden', 'waiver.not_your_rule', says);
}

function isOver(): Refusal {
  return new Refusal('conflict', 'waiver.state', text('该豁免已失效。', 'The waiver is over.'));
}

interface WaiverLeaf {
  readonly type: 'waiver.granted' | 'waiver.revoked';
  readonly waiver: Waiver;
  readonly by: LeafDraft['by'];
}

/** The leaf shows the state after it, as leaves of reference data do, so that one verification reads them all. */
function append(entry: Governed, { type, waiver, by }: WaiverLeaf): number {
  const sealed = sealedFieldsOf(waiver).filter((field) => waiver[field] !== null);
  const isSealed = (field: string): boolean => sealed.some((name) => name === field);
  return entry.append({
    type,
    subject: `waiver/${waiver.id}`,
    by,
    body: { after: Object.fromEntries(Object.entries(waiver).filter(([field]) => !isSealed(field))) },
    sealed: Object.fromEntries(sealed.map((field) => [`/after/${field}`, waiver[field]])),
  }).logIndex;
}
