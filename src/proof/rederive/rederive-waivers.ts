import type { Tx } from '../../db/index.ts';
import type { GatheredWaiver, ReadRecord, Waiver } from '../../decisions/index.ts';
import type { Gathered } from '../../facts/index.ts';
import { findLeafAsOf, type LeafRow, listSealedTexts } from '../../log/index.ts';
import { firstUnequal, type Unequal } from './rederive-record.ts';

/**
 * What a decision took a waiver to be, against the last leaf about it before: did two people sign that? A table that was
 * changed for the time of one decision shows here, when nothing else shows it any more.
 */
export async function rederiveWaivers(tx: Tx, record: ReadRecord): Promise<Unequal | undefined> {
  const { waivers = [] } = record.detail.gathered as Gathered;
  for (const [place, waiver] of waivers.entries()) {
    const unequal = await rederiveWaiver(tx, record, { waiver, pointer: `/detail/gathered/waivers/${place}` });
    if (unequal) return unequal;
  }
  return undefined;
}

interface TakenWaiver {
  readonly waiver: GatheredWaiver;
  readonly pointer: string;
}

async function rederiveWaiver(
  tx: Tx,
  record: ReadRecord,
  { waiver, pointer }: TakenWaiver,
): Promise<Unequal | undefined> {
  const { id, rules, category, from, until, version, devicesLeft, usesLeft } = waiver;
  const leaf = await findLeafAsOf(tx, `waiver/${id}`, record.logIndex);
  const signed = leaf && (await stateIn(tx, leaf));
  if (!signed) return { pointer, recorded: id, derived: 'no such waiver in the log' };
  const isMeant = signed.order === null ? signed.agencyCode === record.agency : isReviewOf(signed, record);
  return firstUnequal(
    { rules, category, from, until, version, isMeant: true, isRevoked: false, isWithin: true },
    {
      // The rules of a classified one may have been erased since; then only their commitment stands.
      rules: signed.rules ?? rules,
      ...{ category: signed.category, from: signed.from, until: signed.until, version: leaf.logIndex, isMeant },
      isRevoked: signed.revokedAt !== null,
      isWithin: isAtMost(devicesLeft, signed.devices) && isAtMost(usesLeft, signed.usesMax),
    },
    pointer,
  );
}

/** A review is of one revision; a contract may repeat the one that was reviewed, and deliveries follow the contract. */
function isReviewOf(signed: SignedWaiver, record: ReadRecord): boolean {
  if (signed.order !== record.order) return false;
  return signed.revision === record.revision || (record.stage !== 'submission' && isEarlier(signed, record));
}

function isEarlier({ revision }: SignedWaiver, record: ReadRecord): boolean {
  return revision !== null && revision < record.revision;
}

/** What is left is never more than was permitted, and counted only where that was counted. */
function isAtMost(left: number | null, permitted: number | null): boolean {
  if (left === null || permitted === null) return left === permitted;
  return left <= permitted;
}

type SignedWaiver = Omit<Waiver, 'rules'> & { readonly rules?: Waiver['rules'] };

async function stateIn(tx: Tx, leaf: LeafRow): Promise<SignedWaiver> {
  const { after } = JSON.parse(leaf.bytes) as { readonly after: SignedWaiver };
  if (!after.isClassified) return after;
  const rules = (await listSealedTexts(tx, [leaf.logIndex])).find(({ pointer }) => pointer === '/after/rules');
  return rules ? { ...after, rules: JSON.parse(rules.value) as Waiver['rules'] } : after;
}
