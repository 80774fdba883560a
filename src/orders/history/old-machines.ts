import type { AgencyFacts } from '../../agencies/index.ts';
import type { Tx } from '../../db/index.ts';
import { type GatheredHistory, type OldMachineUse, type OrderSubmission, oldMachinesOf } from '../../facts/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import type { Books } from '../batch/books.ts';
import { citationsOf } from '../decide/order-citations.ts';
import { listOrdersReplacing, listReplacementsThatCame, listSameMainboards } from './old-machines-repository.ts';

/** Old machine → order → whose it is. */
type AgenciesByOrder = Map<string, Map<string, string>>;

/** What is known of old machines that orders of a batch replace. */
export interface OldMachines {
  /** By live orders: the books keep it up to date. */
  readonly replacedBy: AgenciesByOrder;
  /** By what came of contracts that stand no more, or not as they did. */
  readonly came: Map<string, Map<string, { readonly agencyCode: string; readonly isCertain: boolean }>>;
  /** Device → others of the register with its mainboard. */
  readonly sameMainboards: ReadonlyMap<string, readonly string[]>;
}

/** Three statements, whatever the orders replace; none where they replace nothing. */
export async function loadOldMachines(tx: Tx, deviceIds: readonly string[]): Promise<OldMachines> {
  const sameMainboards = new Map<string, string[]>();
  for (const { deviceId, otherId } of await listSameMainboards(tx, deviceIds)) {
    sameMainboards.set(deviceId, [...(sameMainboards.get(deviceId) ?? []), otherId]);
  }
  const ids = [...new Set([...deviceIds, ...[...sameMainboards.values()].flat()])];
  const replacedBy: AgenciesByOrder = new Map();
  for (const { deviceId, orderId, agencyCode } of await listOrdersReplacing(tx, ids)) {
    replacedBy.set(deviceId, (replacedBy.get(deviceId) ?? new Map()).set(orderId, agencyCode));
  }
  const came: OldMachines['came'] = new Map();
  for (const { deviceId, orderId, ...use } of await listReplacementsThatCame(tx, ids)) {
    const orders = came.get(deviceId) ?? new Map<string, typeof use>();
    const isCertain = use.isCertain || (orders.get(orderId)?.isCertain ?? false);
    came.set(deviceId, orders.set(orderId, { ...use, isCertain }));
  }
  return { replacedBy, came, sameMainboards };
}

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
