import { costsOf, totalOf } from './body-costs.ts';
import { openPurchase } from './purchase-acts.ts';
import { type Body, dayAt, note, type Order, type Outcome, remainderOf, type World } from './world.ts';

export interface Judgement {
  readonly outcome: Outcome;
  readonly openRules: readonly string[];
}

export interface Question {
  readonly order: Order | null;
  readonly body: Body;
  readonly revision: number;
  /** An earlier revision whose reviews hold. */
  readonly repeats: number | null;
  readonly stage: 'submission' | 'contract';
  /** A supplement is held against its contract. */
  readonly supplementTo: Body | null;
}

const REFERRED_BY = { dear: 'HW-02', thin: 'OS-04' } as const;

/** What the rules say, as far as the orders of this test can move them. */
export function judge(world: World, question: Question): Judgement {
  const { order, body, supplementTo } = question;
  const rejecting = [
    ...(body.flavour === 'bare' ? ['OS-01'] : []),
    ...(isOfClosedYear(world, question) ? ['BUD-01'] : []),
    ...(question.stage === 'contract' && isStale(world, body) ? ['SUP-03'] : []),
    ...[...costsOf(body)].flatMap(([account, cost]) => {
      const own = (order?.holding.get(account) ?? 0) + (order?.used.get(account) ?? 0);
      if (cost <= remainderOf(world, account) + own) return [];
      return [world.entitlements.has(account) ? 'LIC-02' : 'BUD-02'];
    }),
    ...(supplementTo && isBeyond(supplementTo, order?.standingBody ?? supplementTo, body) ? ['BUD-06'] : []),
  ];
  const { flavour } = body;
  const refers = flavour === 'dear' || flavour === 'thin' ? [REFERRED_BY[flavour]] : [];
  const open = refers.filter((rule) => !isWaived(world, question, rule));
  if (open.length < refers.length) note(world, `waived at the ${question.stage}`);
  if (open.length < refers.length && question.repeats !== null)
    note(world, 'waived for the contract as it was approved');
  for (const rule of new Set(rejecting)) note(world, `${rule} at the ${question.stage}`);
  const outcome = rejecting.length > 0 ? 'rejected' : open.length > 0 ? 'referred' : 'approved';
  return { outcome, openRules: [...rejecting, ...open] };
}

/** What a line of a closed year has paid it may go on naming, and the contract of a purchase what the line has kept. */
function isOfClosedYear({ lines, closedYears }: World, { body, order, stage }: Question): boolean {
  const kept = order && stage === 'contract' && openPurchase(order) ? order.holding : new Map<string, number>();
  return [...costsOf(body)].some(([account, cost]) => {
    const isClosed = closedYears.has(lines.get(account)?.year ?? 0);
    return isClosed && cost > (order?.used.get(account) ?? 0) + (kept.get(account) ?? 0);
  });
}

const CREDIT_DAYS = 10;
const DAY_MS = 86_400_000;

function isStale({ now }: World, { checkedOn }: Body): boolean {
  return Date.parse(dayAt(now)) - Date.parse(checkedOn) > CREDIT_DAYS * DAY_MS;
}

/** More than a tenth of the contract in all supplements together, or less of anything than stands. */
function isBeyond(contract: Body, standing: Body, body: Body): boolean {
  const original = totalOf(contract);
  return totalOf(body) - original > Math.floor(original / 10) || body.quantity < standing.quantity;
}

function isWaived(world: World, { order, revision, repeats }: Question, rule: string): boolean {
  const on = dayAt(world.now);
  const waivers = order?.waivers ?? [];
  return waivers.some(
    (waiver) => waiver.rule === rule && [revision, repeats].includes(waiver.revision) && on <= waiver.until,
  );
}
