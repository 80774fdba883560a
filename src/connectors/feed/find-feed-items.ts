import { reachesGate } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { groupBy, NATIONAL_REGION, Refusal, reaches, text } from '../../kernel/index.ts';
import { regionsOfAgencies } from '../../log/index.ts';
import { DECIDED, type FeedItem, type FeedReach, subjectNameOf } from './feed.ts';
import {
  findFirstApprovals,
  listApprovedAmong,
  listOwners,
  listThinLeaves,
  listThinLeavesAt,
  type Owner,
  readLogSize,
  type ThinLeaf,
} from './feed-repository.ts';

export interface FeedQuestion {
  readonly reach: FeedReach;
  /** The index of the first leaf that was not yet told. */
  readonly from: number;
  readonly limit: number;
  /** Only leaves of these types; null for every type. */
  readonly types?: readonly string[] | null;
}

export interface FeedPage {
  readonly items: readonly FeedItem[];
  /** Where the next page starts. */
  readonly next: number;
  /** Nothing more is there to be told yet. */
  readonly isAtEnd: boolean;
}

/** How many leaves one page looks at, whatever it finds: whoever sees few of them goes on from `next`. */
const SCANNED_MAX = 1_000;

/**
 * One page of what somebody is told of. The log's order is the order of commits and has no gaps, so a reader who goes
 * on from `next` sees every leaf of his once.
 */
export async function findFeedItems(tx: Tx, { reach, from, limit, types = null }: FeedQuestion): Promise<FeedPage> {
  const size = await readLogSize(tx);
  if (from > size) throw notReached(size);
  const to = Math.min(from + SCANNED_MAX, size);
  const leaves = await listThinLeaves(tx, { from, to });
  const seen = await seenOf(tx, leaves, { reach, types });
  const items = seen.slice(0, limit);
  const last = items.at(-1);
  const next = seen.length > limit && last ? last.index + 1 : to;
  return { items, next, isAtEnd: next >= size };
}

interface FeedFilter {
  readonly reach: FeedReach;
  readonly types: readonly string[] | null;
}

/** Those of some leaves that somebody is told of, as things stand. */
export async function findFeedItemsAt(
  tx: Tx,
  indexes: readonly number[],
  looking: FeedFilter,
): Promise<readonly FeedItem[]> {
  return seenOf(tx, await listThinLeavesAt(tx, indexes), looking);
}

async function seenOf(tx: Tx, leaves: readonly ThinLeaf[], { reach, types }: FeedFilter): Promise<readonly FeedItem[]> {
  const { scope } = reach;
  const wanted = types === null ? leaves : leaves.filter(({ type }) => types.includes(type));
  const candidates = await candidatesOf(tx, wanted, reach);
  const agencies = await agenciesOf(tx, candidates);
  const regions = await regionsOfAgencies(tx, [...new Set([...agencies.values()].flat())]);
  const items = candidates.flatMap((leaf) => {
    const agency = (agencies.get(leaf.subject) ?? [null]).find((code) => isSeen(reach, { agency: code, regions }));
    return agency === undefined ? [] : [{ ...leaf, agency }];
  });
  return scope === 'cleared-orders' ? clearedOf(tx, items) : items;
}

/** Leaves that may be told, before it is known whose they are: lists of users hide those of others, and so does the feed. */
async function candidatesOf(
  tx: Tx,
  leaves: readonly ThinLeaf[],
  { scope, grant }: FeedReach,
): Promise<readonly ThinLeaf[]> {
  const isOf = ({ subject }: ThinLeaf, kinds: readonly string[]): boolean =>
    kinds.includes(subjectNameOf(subject).kind);
  if (scope === 'own-orders' || scope === 'cleared-orders') return leaves.filter((leaf) => isOf(leaf, ['order']));
  const hasUsers = leaves.some((leaf) => isOf(leaf, USERS));
  if (!hasUsers || (await reachesGate(tx, grant))) return leaves;
  return leaves.filter((leaf) => !isOf(leaf, USERS));
}

/** Kinds of subjects that say who may do what here, and who comes and goes. */
const USERS = ['person', 'api-key', 'password', 'totp', 'session'];

interface ItemOwner {
  readonly agency: string | null;
  readonly regions: ReadonlyMap<string, string>;
}

/** What belongs to no agency (rules, products, suppliers) every bureau is told of, users apart. */
function isSeen({ scope, grant }: FeedReach, { agency, regions }: ItemOwner): boolean {
  if (agency === null) return scope === 'all';
  const region = regions.get(agency);
  return reaches(grant, { code: agency, region: region ?? NATIONAL_REGION });
}

/** A decision is told when it clears; whatever else becomes of an order, once it was cleared. */
async function clearedOf(tx: Tx, items: readonly FeedItem[]): Promise<readonly FeedItem[]> {
  const decided = items.filter(({ type }) => type === DECIDED).map(({ index }) => index);
  const approved = await listApprovedAmong(tx, decided);
  const others = items.filter(({ type }) => type !== DECIDED);
  const first = await findFirstApprovals(
    tx,
    others.map(({ subject }) => subjectNameOf(subject).key),
  );
  return items.filter(({ type, index, subject }) => {
    if (type === DECIDED) return approved.has(index);
    const clearedAt = first.get(subjectNameOf(subject).key);
    return clearedAt !== undefined && clearedAt < index;
  });
}

const byId = (table: string): Owner => ({ table, key: 'id', agency: 'agency_code' });

/** The office that receives what is filed; a unit is told by what it is asked. */
const OF_CAMPAIGN: Owner = { table: 'campaigns', key: 'id', agency: 'office_agency' };

/** A kind that is not here belongs to no agency. */
const OWNERS: ReadonlyMap<string, Owner> = new Map([
  ['order', byId('orders')],
  ['waiver', byId('waivers')],
  ['entitlement', byId('entitlements')],
  ['device', byId('devices')],
  ['allocation', byId('allocations')],
  ['installation', byId('installations')],
  ['responsible-person', byId('responsible_persons')],
  ['evidence-file', byId('evidence_files')],
  ['licence-key', byId('licence_keys')],
  ['software-name', byId('software_names')],
  ['register-statement', byId('register_statements')],
  ['unread-name', byId('unread_names')],
  ['audit-finding', byId('audit_findings')],
  ['commitment-letter', byId('commitment_letters')],
  ['matter', { table: 'matters', key: 'id', agency: 'owner_agency' }],
  ['audit-sample', byId('audit_samples')],
  ['filing', byId('filings')],
  ['campaign', OF_CAMPAIGN],
  ['campaign-participants', OF_CAMPAIGN],
  ['campaign-figures', OF_CAMPAIGN],
  ['platform-report', byId('platform_reports')],
  ['agency', { table: 'agencies', key: 'code', agency: 'code' }],
  ['budget-line', { table: 'budget_lines', key: 'code', agency: 'agency_code' }],
  ['budget-use', { table: 'budget_lines', key: 'code', agency: 'agency_code' }],
  ['budget-revision', byId('budget_revisions')],
  ['budget-transfer', { table: 'budget_transfers', key: 'id', agency: 'from_agency', otherAgency: 'to_agency' }],
  ['plan-filing', { table: 'plan_filings', key: 'number', agency: 'agency_code' }],
]);

/** Whose each subject is, by a statement for each kind that is among them. */
async function agenciesOf(tx: Tx, leaves: readonly ThinLeaf[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const kinds = groupBy(leaves, ({ subject }) => subjectNameOf(subject).kind);
  const agencies = new Map<string, readonly string[]>();
  for (const [kind, ofKind] of kinds) {
    const owner = OWNERS.get(kind);
    if (!owner) continue;
    const keys = new Set(ofKind.map(({ subject }) => subjectNameOf(subject).key));
    for (const [key, codes] of await listOwners(tx, owner, [...keys])) agencies.set(`${kind}/${key}`, codes);
  }
  return agencies;
}

function notReached(size: number): Refusal {
  const message = text(
    `日志目前只有 ${size} 条记录，after 指向其后：请确认它来自本闸口，且闸口没有从旧备份恢复。`,
    `The log has ${size} leaves so far and after points beyond them: is it of this gate, and was the gate restored from an older backup?`,
  );
  return new Refusal('unprocessable', 'log.not_reached', message, [{ pointer: '/query/after', message: '' }]);
}
