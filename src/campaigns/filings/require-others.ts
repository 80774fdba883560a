import { worksFor } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Actor, Refusal, type Text, text } from '../../kernel/index.ts';
import { listLeavesAt } from '../../log/index.ts';
import type { FilingRevision } from './filing.ts';

interface Examined {
  readonly newest: FilingRevision;
  /** The unit that is asked, and the one that files for it. */
  readonly agencies: readonly string[];
}

/**
 * Refuses a person who filed or signed what is to be judged, or who works for the unit. An office of two judges what its units
 * file, and the office further up judges what the office itself files.
 */
export async function refuseFilers(tx: Tx, { newest, agencies }: Examined, { personId }: Actor): Promise<void> {
  if (personId === null) return;
  if ((await listActors(tx, [newest.filedIndex])).has(personId)) throw samePerson(OWN_FILING);
  await refuseOwnUnit(tx, agencies, personId);
}

/** Refuses a person who works for the unit. */
export async function refuseOwnUnit(tx: Tx, agencies: readonly string[], personId: string | null): Promise<void> {
  if (await worksFor(tx, agencies, personId)) throw samePerson(OWN_UNIT);
}

/** Refuses the person who gave a score: another one agrees to it, and another one of the office proposes to confirm it. */
export async function refuseScorers(tx: Tx, scoredIndexes: readonly number[], { personId }: Actor): Promise<void> {
  if (personId !== null && (await listActors(tx, scoredIndexes)).has(personId)) throw samePerson(OWN_SCORE);
}

interface ActedBy {
  readonly by?: { readonly person: string | null } | null;
  readonly signed?: { readonly signers: readonly { readonly person: string }[] };
}

/** Who did, or signed, what leaves at some places say. */
async function listActors(tx: Tx, logIndexes: readonly number[]): Promise<ReadonlySet<string>> {
  const leaves = await listLeavesAt(tx, logIndexes);
  const people = leaves.flatMap(({ bytes }) => {
    const { by, signed } = JSON.parse(bytes) as ActedBy;
    return [by?.person ?? [], ...(signed?.signers ?? []).map(({ person }) => person)].flat();
  });
  return new Set(people);
}

const OWN_FILING = text(
  '不能审核本人报送或签署的报表，也不能为其评分。',
  'Nobody accepts or scores what he or she has filed or signed.',
);
const OWN_UNIT = text(
  '您在该单位任经办人或审批人，不能审核该单位的报表，也不能为其评分。',
  'You are an officer or approver of this agency: another person accepts and scores what it files.',
);
const OWN_SCORE = text(
  '您是评分人，不能代单位认可该评分，也不能提请确认；请由正版化工作机构另一位人员提请，您可以签署。',
  'You gave this score: another person agrees to it, and another one of the office proposes to confirm it, which you may sign.',
);

function samePerson(message: Text): Refusal {
  return new Refusal('forbidden', 'filing.same_person', message);
}
