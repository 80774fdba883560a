import type { AgencyFacts } from '../../agencies/index.ts';
import { type GatheredHistory, type OldMachineUse, type OrderSubmission, oldMachinesOf } from '../../facts/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import type { Books } from '../batch/books.ts';
import { citationsOf } from '../decide/order-citations.ts';
import type { OldMachines } from './old-machines.ts';

export interface OldMachinesQuestion {
  /** Null while it has none. */
  readonly orderId: string | null;
  readonly order: OrderSubmission;
  readonly agency: AgencyFacts;
  readonly ruleSet: RuleSet;
}

/** Which of the machines that an order replaces others replace as well; nothing under a law that does not ask. */
export function gatherOldMachines(
  { history, on }: Books,
  { order, orderId, agency, ruleSet }: OldMachinesQuestion,
): Pick<GatheredHistory, 'oldMachines'> {
  if (!isAsked(ruleSet, agency, on)) return {};
  const own = citationsOf(order).devices.ids;
  const isOwn = new Set(own);
  const found = own.flatMap((id): readonly (readonly [string, OldMachineUse])[] => {
    const { orders, perhaps } = usesOf(history.oldMachines, id, { orderId, agencyCode: agency.code });
    const others = history.oldMachines.sameMainboards.get(id) ?? [];
    const ofOthers = others.map((other) => usesOf(history.oldMachines, other, { orderId, agencyCode: agency.code }));
    const use = {
      orders,
      perhaps: [...new Set([...perhaps, ...ofOthers.flatMap((each) => [...each.orders, ...each.perhaps])])].sort(),
    };
    const isFound = use.orders.length + use.perhaps.length > 0 || others.some((other) => isOwn.has(other));
    return isFound ? [[id, use]] : [];
  });
  return found.length === 0 ? {} : { oldMachines: Object.fromEntries(found) };
}

function isAsked({ policyFor }: RuleSet, { region, level }: AgencyFacts, on: CivilDate): boolean {
  return policyFor({ region, level, on }).boolean('policy.replacement.once') === true;
}

/** What an order itself has replaced stands in nobody's way but that of others. */
function usesOf(
  { replacedBy, came }: OldMachines,
  deviceId: string,
  { orderId, agencyCode }: { readonly orderId: string | null; readonly agencyCode: string },
): OldMachineUse {
  const live = [...(replacedBy.get(deviceId) ?? [])].map(([id, owner]) => ({ id, isSure: owner === agencyCode }));
  const ended = [...(came.get(deviceId) ?? [])].map(([id, use]) => {
    return { id, isSure: use.isCertain && use.agencyCode === agencyCode };
  });
  const others = [...live, ...ended].filter(({ id }) => id !== orderId);
  const orders = new Set(others.flatMap(({ id, isSure }) => (isSure ? [id] : [])));
  const perhaps = new Set(others.flatMap(({ id }) => (orders.has(id) ? [] : [id])));
  return { orders: [...orders].sort(), perhaps: [...perhaps].sort() };
}

/** Notes in the books that something came of an order, for what is judged later in the batch, should the order end in it. */
export function countReplaced(
  { history }: Pick<Books, 'history'>,
  { orderId, body, lines }: { orderId: string; body: OrderSubmission; lines: ReadonlySet<number> },
): void {
  const { came } = history.oldMachines;
  for (const deviceId of body.lines.filter(({ line }) => lines.has(line)).flatMap(oldMachinesOf)) {
    const orders: Map<string, { agencyCode: string; isCertain: boolean }> = came.get(deviceId) ?? new Map();
    if (!orders.has(orderId)) orders.set(orderId, { agencyCode: body.agencyCode, isCertain: false });
    came.set(deviceId, orders);
  }
}
