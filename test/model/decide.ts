import { costsOf } from './body-costs.ts';
import { noGoods } from './goods.ts';
import { judge } from './judge.ts';
import { type Body, known, type Order, type Outcome, type World } from './world.ts';

export interface ToDecide {
  readonly body: Body;
  readonly isNewRevision: boolean;
  readonly stage: 'submission' | 'contract';
  readonly repeats?: number | null;
  readonly supplementTo?: Body | null;
}

/** An order nobody has decided yet. */
export function newOrder(reference: string, agency: string, body: Body): Order {
  return {
    ...{ reference, agency, body, state: 'rejected', outcome: 'rejected', standing: null, latest: 0, expiresAt: null },
    ...{ version: 0, standingBody: null, bucket: 'reserved', holding: new Map(), contract: null, openContract: null },
    ...{ openRules: [], waivers: [], ever: new Map() },
    ...{ used: new Map(), goods: noGoods(), payments: [], carried: [], certified: null, purchases: [] },
  };
}

/** Decides a revision: what stands goes on standing, or this one takes its place, or nothing stands any more. */
export function decideRevision(world: World, order: Order, toDecide: ToDecide): Outcome {
  const { body, isNewRevision, stage, repeats = null, supplementTo = null } = toDecide;
  const revision = order.latest + (isNewRevision ? 1 : 0);
  const judgement = judge(world, { order, body, revision, stage, repeats, supplementTo });
  const { outcome } = judgement;
  const isContracted = outcome === 'approved' && stage === 'contract';
  const keeps =
    !isContracted && (order.state === 'contracted' || (order.state === 'approved' && outcome !== 'approved'));
  const isStillReferred = order.state === 'referred' && !isNewRevision;
  Object.assign(order, { body, latest: revision, outcome, openRules: judgement.openRules, version: order.version + 1 });
  touch(world, order, body);
  if (keeps) return outcome;
  if (isContracted) {
    order.bucket = stand(world, order, body, 'encumbered');
    Object.assign(order, { state: 'contracted', standing: revision, standingBody: body, expiresAt: null });
    return outcome;
  }
  if (outcome === 'rejected') {
    giveBack(world, order);
    Object.assign(order, { state: 'rejected', expiresAt: null });
    return outcome;
  }
  order.bucket = stand(world, order, body, 'reserved');
  const lastsMs = outcome === 'approved' ? world.clearanceMs : world.referralMs;
  const expiresAt = isStillReferred && outcome === 'referred' ? order.expiresAt : world.now + lastsMs;
  Object.assign(order, { state: outcome, standing: revision, standingBody: body, expiresAt });
  if (outcome === 'approved') order.certified = revision;
  return outcome;
}

type Bucket = Order['bucket'];

/** Only the difference moves; what goes back from one bucket and into another passes through what is available. */
function stand(world: World, order: Order, body: Body, bucket: Bucket): Bucket {
  const before = order.holding;
  const after = unusedOf(order, costsOf(body));
  for (const account of new Set([...before.keys(), ...after.keys()])) {
    const [had, has] = [before.get(account) ?? 0, after.get(account) ?? 0];
    change(world, account, order.bucket, -had);
    change(world, account, bucket, has);
    noteEver(order, account, has - had);
  }
  order.holding = after;
  return bucket;
}

/** What is paid, and what machines have, is not set aside once more. */
function unusedOf({ used }: Order, costs: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const unused = [...costs].map(([account, cost]) => [account, cost - (used.get(account) ?? 0)] as const);
  return new Map(unused.filter(([, cost]) => cost > 0));
}

/** Nothing of the order stands any more. */
export function giveBack(world: World, order: Order): void {
  for (const [account, had] of order.holding) {
    change(world, account, order.bucket, -had);
    noteEver(order, account, -had);
  }
  touch(world, order, order.body);
  Object.assign(order, { holding: new Map(), standing: null, standingBody: null });
}

export function noteEver({ ever }: Order, account: string, difference: number): void {
  const sums = ever.get(account) ?? { set: 0, back: 0 };
  if (difference > 0) sums.set += difference;
  else sums.back -= difference;
  ever.set(account, sums);
}

export function change(world: World, account: string, bucket: Bucket, by: number): void {
  world.touched.accounts.add(account);
  const line = world.lines.get(account);
  if (line) line[bucket] += by;
  else known(world.entitlements, account).held += by;
}

function touch({ touched }: World, { reference, holding }: Order, body: Body): void {
  touched.orders.add(reference);
  for (const account of [...holding.keys(), ...costsOf(body).keys()]) touched.accounts.add(account);
}
