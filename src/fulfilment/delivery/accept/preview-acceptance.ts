import type { Tx } from '../../../db/index.ts';
import { type Actor, type Clock, Refusal } from '../../../kernel/index.ts';
import { refusalOfAuthor } from '../../../orders/index.ts';
import type { RuleSet, Screening } from '../../../rules/index.ts';
import type { JudgedDelivery } from '../decide-delivery.ts';
import { loadDelivery } from '../load-delivery.ts';
import { type AcceptancePlan, planAcceptance } from './acceptance-plan.ts';
import { gatherRegister } from './gather-acceptance.ts';
import { judgePut, type PutDelivery } from './record-acceptance.ts';

export interface AcceptancePreview {
  readonly judged: JudgedDelivery;
  readonly plan: AcceptancePlan;
  readonly ruleSet: RuleSet;
}

export interface PreviewDeps {
  readonly clock: Clock;
  readonly screening: () => Screening;
}

/** What a delivery would be decided to, and what would be registered: in one snapshot, and nothing is stored. */
export async function previewAcceptance(
  tx: Tx,
  deps: PreviewDeps,
  { actor, orderId, put }: { readonly actor: Actor; readonly orderId: string; readonly put: PutDelivery },
): Promise<AcceptancePreview | Refusal> {
  const { known, judging } = await loadDelivery(tx, deps, { actor, orderId, statement: put.statement });
  const ofAuthor = refusalOfAuthor(judging, { actor, step: 'accept' }, known);
  if (ofAuthor) return ofAuthor;
  const judged = await judgePut(tx, judging, { known, put });
  if (judged instanceof Refusal) return judged;
  const before = await gatherRegister(tx, judged, judging.books.entitlements);
  return { judged, plan: planAcceptance(judged, before, (prefix) => prefix), ruleSet: judging.ruleSet };
}
