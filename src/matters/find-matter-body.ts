import { findActedBy } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import type { components } from '../http/openapi.generated.ts';
import { type CivilDate, dayOf, type Instant } from '../kernel/index.ts';
import type { ReferenceRecord } from '../reference/index.ts';
import { findAwaitedAnswers } from './find-awaited-answers.ts';
import { findStepSigners } from './find-step-signers.ts';
import { type AwaitedAnswer, isInTime, isOverdue, type Matter } from './matter.ts';
import { listSteps } from './matters-repository.ts';

export type MatterBody = components['schemas']['Matter'];
type Summary = Omit<components['schemas']['MatterSummary'], 'ownerName'>;

interface ShownMatter {
  readonly matter: ReferenceRecord<Matter>;
  readonly at: Instant;
  /** As it stood right after a leaf: what waited then is not known. */
  readonly asOf?: number | undefined;
}

/** The matter with its steps, and the names of those who opened it, did them and signed them. */
export async function findMatterBody(tx: Tx, { matter: { key, state }, at, asOf }: ShownMatter): Promise<MatterBody> {
  const steps = (await listSteps(tx, [key], asOf)).get(key) ?? [];
  const signers = await findStepSigners(tx, key);
  const acted = [state.openedBy, ...steps.map(({ by }) => by)].map((person) => ({ person }));
  const actedBy = await findActedBy(tx, [...acted, ...[...signers.values()].flat()]);
  const awaited = asOf === undefined ? await findAwaitedAnswers(tx, { agencyCodes: [state.owner], at }) : undefined;
  return {
    ...summaryOf(state, dayOf(at), awaited?.get(key)),
    actedBy: actedBy({ person: state.openedBy }),
    steps: steps.map((step) => ({
      ...step,
      files: [...step.files],
      actedBy: actedBy({ person: step.by }),
      signedBy: (signers.get(step.seq) ?? []).flatMap((signer) => actedBy(signer) ?? []),
    })),
  };
}

export function summaryOf(matter: Matter, on: CivilDate, awaited: AwaitedAnswer | undefined): Summary {
  return {
    ...matter,
    coOwners: [...matter.coOwners],
    overdue: isOverdue(matter, on, awaited),
    awaitedAnswer:
      awaited === undefined || matter.state !== 'open' ? null : { ...awaited, inTime: isInTime(matter, awaited) },
  };
}
