import { MASK, maskFacts, seesTexts } from '../../../decisions/index.ts';
import type { components } from '../../../http/openapi.generated.ts';
import { type Actor, civilDate } from '../../../kernel/index.ts';
import type { Order } from '../../../orders/index.ts';
import type { RuleSet } from '../../../rules/index.ts';
import type { Progress } from '../delivery-progress.ts';
import type { Checklist, ChecklistCheck } from './checklist.ts';

type Schemas = components['schemas'];

export interface ShownChecklist {
  readonly order: Order;
  readonly revision: number;
  readonly progress: Progress;
  readonly checklist: Checklist;
  readonly ruleSet: RuleSet;
}

export function toChecklistBody(shown: ShownChecklist, reader: Actor): Schemas['Checklist'] {
  const { order, revision, progress, checklist } = shown;
  const checksOf = (checks: readonly ChecklistCheck[] = []) => checks.map((check) => toCheckBody(check, shown, reader));
  return {
    ...{ orderId: order.id, state: order.state, revision, complete: progress.isComplete },
    lines: progress.lines.map(({ line, ...counts }, index) => {
      const { looksAt = [], checks } = checklist.lines[index] ?? {};
      return { line: line.line, goods: line.goods, ...counts, looksAt: [...looksAt], checks: checksOf(checks) };
    }),
    items: progress.items.map(({ item, number, ...counts }, index) => {
      const { looksAt = [], checks } = checklist.items[index] ?? {};
      const { category = null, provision = null } = item;
      const deliverBy = item.deliverBy ? civilDate(item.deliverBy) : null;
      const stated = { item: number, category, provision, deliverBy };
      return { ...stated, ...counts, looksAt: [...looksAt], checks: checksOf(checks) };
    }),
    unregisteredDevices: progress.unregisteredDevices,
    unregisteredSeats: progress.unregisteredSeats,
  };
}

function toCheckBody(
  { fact, title, value }: ChecklistCheck,
  { order, ruleSet }: ShownChecklist,
  reader: Actor,
): Schemas['ChecklistCheck'] {
  const isMasked = order.isClassified && !seesTexts(reader);
  const shown = isMasked ? (maskFacts({ [fact]: value }, ruleSet.catalogue)[fact] ?? MASK) : value;
  return { fact, title, value: Array.isArray(shown) ? [...shown] : (shown as Schemas['FactValue']) };
}
