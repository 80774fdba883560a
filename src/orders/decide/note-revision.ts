import type { AgencyFacts } from '../../agencies/index.ts';
import { exemptDevices, type OrderSubmission } from '../../facts/index.ts';
import { type Actor, dayOf, type Instant, parseYuan } from '../../kernel/index.ts';
import type { Batch } from '../batch/batch.ts';
import { planFilingOf } from '../batch/books.ts';
import { countedMachineLines, countedOldMachines, countedPrices } from '../history/counted-history.ts';
import { devicesOf, subjectOf } from '../order-subject.ts';
import type { Contribution } from './contribution.ts';
import { citationsOf } from './order-citations.ts';

export interface NotedRevision {
  readonly orderId: string;
  readonly revision: number;
  readonly isNewRevision: boolean;
  readonly actor: Actor;
  readonly body: OrderSubmission;
  readonly canonicalBody: string;
  readonly submittedAt: Instant;
  readonly agency: AgencyFacts;
  readonly after: Contribution | null;
}

/** Notes what is to be written of a decided revision: its exact body once, and the history of what stands. */
export function noteRevision(batch: Batch, noted: NotedRevision, bodyDigest: string): void {
  const { orderId, revision, body, actor, submittedAt } = noted;
  const { writes, books } = batch;
  if (noted.isNewRevision) {
    const { planFiling, exemptionDocument, twinKey, looseTwinKey } = citationsOf(body);
    const filing = planFilingOf(books, planFiling);
    writes.revisions.push({
      orderId,
      revision,
      agencyCode: body.agencyCode,
      body: noted.canonicalBody,
      bodyDigest,
      submittedAt,
      keyId: actor.keyId,
      personId: actor.personId,
      twinKey,
      looseTwinKey,
      planFiling: filing?.agencyCode === body.agencyCode ? filing.number : null,
      exemptionDocument,
      exemptedDevices: exemptDevices(body),
      totalFen: body.total ? parseYuan(body.total) : null,
      subject: subjectOf(body),
      devices: devicesOf(body),
    });
  }
  if (noted.after?.revision === revision) noteHistory(batch, noted, noted.after);
}

function noteHistory({ writes }: Batch, noted: NotedRevision, after: Contribution): void {
  const { orderId, revision, body, agency, submittedAt } = noted;
  // A plan that was registered since it was submitted is used by it from now on.
  const planFiling = after.filing?.number ?? null;
  if (!noted.isNewRevision) writes.replacedHistory.push({ orderId, revision, planFiling });
  for (const purchase of after.purchases)
    writes.purchases.push({ ...purchase, orderId, revision, agencyCode: body.agencyCode });
  const counting = { body, agency, submittedOn: dayOf(submittedAt) };
  for (const line of countedMachineLines(counting)) writes.machineLines.push({ ...line, orderId, revision });
  for (const [proofKey, use] of after.proofs) writes.proofs.push({ ...use, proofKey, orderId, revision });
  for (const cost of after.costs.entries) {
    const { agencyCode } = body;
    writes.machineCosts.push({ ...cost, orderId, revision, agencyCode, submittedOn: after.costs.submittedOn });
  }
  for (const machine of countedOldMachines(body)) writes.oldMachines.push({ ...machine, orderId, revision });
  for (const price of countedPrices(counting)) writes.prices.push({ ...price, orderId, revision });
}
