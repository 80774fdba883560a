import assert from 'node:assert/strict';
import { kindOfDatabaseError } from '../../src/db/database-errors.ts';
import { acceptanceStep } from '../../src/fulfilment/delivery/accept/acceptance-step.ts';
import { returnStep } from '../../src/fulfilment/delivery/return/return-step.ts';
import { paymentStep } from '../../src/fulfilment/payment/payment-step.ts';
import { type Actor, Refusal } from '../../src/kernel/index.ts';
import type { ActResult, OrderAct, OrderTarget } from '../../src/orders/act.ts';
import { contractStep } from '../../src/orders/contract/contract-step.ts';
import { terminationStep } from '../../src/orders/contract/termination-step.ts';
import { ownerOf } from '../../src/orders/queue/act-owner.ts';
import { createFairTurns } from '../../src/orders/queue/fair-turns.ts';
import type { Desk, Person } from './desk.ts';
import { type Act, lapse, perform } from './order-acts.ts';
import { at, type OrderStep, planAct } from './plan-orders.ts';
import type { Step } from './steps.ts';
import { type Agency, dayAt, type ExpectedResult, known } from './world.ts';
import { writtenDelivery, writtenInvoice } from './written-goods.ts';
import { writtenContract, writtenOrder } from './written-orders.ts';

interface PlannedAct {
  readonly reference: string;
  readonly agency: string;
  readonly asked: OrderAct;
  readonly expect: () => ExpectedResult;
  readonly isRepeated: boolean;
}

const REPEATED_MAX = 60;

/** Sends several acts at once, does them in the world in the same order, and compares the answers. */
export async function driveOrders(desk: Desk, steps: readonly Step[]): Promise<readonly string[]> {
  const planned = inTurns(
    steps.flatMap((step) => (step.kind === 'repeat' ? planRepeat(desk, step) : plan(desk, step as OrderStep))),
  );
  if (planned.length === 0) return [];
  const { world, done } = desk;
  // What is due in the agencies of a batch is settled before its first act.
  lapse(world, new Set(planned.map(({ agency }) => agency)));
  const expected = planned.map(({ expect }) => expect());
  const { results, isRepeated } = await putAll(
    desk,
    planned.map(({ asked }) => asked),
  );
  for (const [index, act] of planned.entries()) {
    const [result, wanted] = [at(results, index), at(expected, index)];
    assertAnswered(result, wanted, { isRepeated: isRepeated || act.isRepeated, about: act });
    if (result.kind === 'decided' && act.asked.kind === 'submit') {
      desk.seen.set(act.reference, { id: result.order.order.id, logIndex: -1, version: 0 });
    }
    keepCertificate(desk, act.reference, result);
    const isOfPlatform = act.asked.kind === 'redeem' || act.asked.kind === 'cancel-redemption';
    if (wanted.kind !== 'refused' && !act.isRepeated && !isOfPlatform) done.push({ ...act, expected: wanted });
  }
  done.splice(0, Math.max(0, done.length - REPEATED_MAX));
  return planned.map(
    ({ reference, asked }, index) => `${nameOf(asked)} ${reference} → ${JSON.stringify(expected[index])}`,
  );
}

/** As the queue takes them: of each caller the first, then of each the second. */
function inTurns(planned: readonly PlannedAct[]): readonly PlannedAct[] {
  const turns = createFairTurns<PlannedAct>(() => 0);
  for (const act of planned) turns.add(ownerOf(act.asked), act);
  return turns.take({ countMax: planned.length, weightMax: 0 });
}

/** What the platforms are told of: only a clearance has a certificate, and not the first half of a supplement. */
function keepCertificate({ certificates }: Desk, reference: string, result: ActResult): void {
  if (result.kind !== 'decided') return;
  const { outcome, stage, expiresAt, revision, decision } = result.record;
  if (outcome !== 'approved' || stage !== 'submission' || expiresAt === null) return;
  certificates.set(`${reference}/${revision}`, decision);
}

function nameOf(asked: OrderAct): string {
  return asked.kind === 'fulfil' ? asked.step : asked.kind;
}

function planRepeat({ done, world }: Desk, { pick }: Step): readonly PlannedAct[] {
  if (done.length === 0) return [];
  const again = at(done, pick);
  world.touched.orders.add(again.reference);
  return [{ ...again, expect: () => again.expected, isRepeated: true }];
}

function plan(desk: Desk, step: OrderStep): readonly PlannedAct[] {
  const { world } = desk;
  const act = planAct(world, desk.seen, step);
  if (!act) return [];
  const agency = act.kind === 'submit' ? act.agency : known(world.orders, act.reference).agency;
  const { reference } = act;
  return [
    {
      reference,
      agency,
      asked: askedOf(desk, step, { act, agency }),
      expect: () => perform(world, act),
      isRepeated: false,
    },
  ];
}

function askedOf(desk: Desk, step: Step, { act, agency: code }: { act: Act; agency: string }): OrderAct {
  const { world } = desk;
  const agency = known(new Map(world.agencies.map((one) => [one.code, one])), code);
  const { actor } = actorOf(desk, step, { act, code });
  if (act.kind === 'submit') return { kind: 'submit', actor, body: writtenOrder(agency, act.reference, act.body) };
  return askedOnOrder(desk, act, { agency, actor, number: step.index });
}

type ActOnOrder = Exclude<Act, { kind: 'submit' }>;

interface ActFrame {
  readonly agency: Agency;
  readonly actor: Actor;
  /** Of the step: in the key and in the contract's number. */
  readonly number: number;
}

function askedOnOrder(desk: Desk, act: ActOnOrder, { agency, actor, number }: ActFrame): OrderAct {
  const { world } = desk;
  const onOrder = onOrderOf(desk, act, { actor, key: `step-${number}` });
  switch (act.kind) {
    case 'amend':
      return { kind: 'amend', body: writtenOrder(agency, act.reference, act.body), ...onOrder };
    case 'withdraw':
    case 'turn-down':
      return { kind: act.kind, reason: '不再需要', ...onOrder };
    case 'decide-again':
      return { kind: 'decide-again', ...onOrder };
    case 'redeem': {
      const { reference, revision, number: purchase } = act;
      const decision = known(desk.certificates, `${reference}/${revision}`);
      return { kind: 'redeem', actor, orderId: onOrder.orderId, decision, revision, reference: purchase };
    }
    case 'cancel-redemption':
      return { kind: 'cancel-redemption', reference: act.number, reason: '无供应商响应', ...onOrder };
    case 'terminate':
      return { kind: 'fulfil', ...terminationStep(actor, '供应商不能交货'), ...onOrder };
    case 'contract': {
      const { standingBody, body } = known(world.orders, act.reference);
      const contracted = { ...(standingBody ?? body), unitPrice: act.unitPrice, checkedOn: dayAt(world.now) };
      const statement = writtenContract(agency, `HT-${number}`, { body: contracted, signedOn: dayAt(world.now) });
      return { kind: 'fulfil', ...contractStep(actor, statement), ...onOrder };
    }
    case 'accept': {
      const statement = writtenDelivery(world, act.delivery, { agency: agency.code, number });
      return { kind: 'fulfil', ...acceptanceStep(actor, { statement }), ...onOrder };
    }
    case 'return': {
      const statement = { returnedOn: dayAt(world.now), reason: '主板故障', serials: [...act.serials] };
      return { kind: 'fulfil', ...returnStep(actor, statement), ...onOrder };
    }
    case 'pay': {
      const statement = writtenInvoice(act.invoice, dayAt(world.now));
      return { kind: 'fulfil', ...paymentStep(actor, statement), ...onOrder };
    }
  }
}

/**
 * Who waits for a bureau is turned down by that bureau, and what comes is accepted by the approver; everything else is done by
 * an officer of the agency, or of another one.
 */
function actorOf(
  { officers, approvers, bureaus, platforms, world }: Desk,
  { who }: Step,
  { act, code }: { act: Act; code: string },
): Person {
  if (act.kind === 'redeem' || act.kind === 'cancel-redemption') return at(platforms, act.isForeign ? 1 : 0);
  if (act.kind === 'turn-down' && !act.isForeign) {
    const isTheirs = known(world.orders, act.reference).openRules.includes('OS-04');
    return at(bureaus[isTheirs ? 'legalization-office' : 'finance'], who);
  }
  const isForeign = act.kind !== 'submit' && act.isForeign;
  if (act.kind === 'pay' && !isForeign) return at(bureaus.finance, who);
  if (act.kind === 'accept' && !isForeign) return known(approvers, code);
  const other = at(
    world.agencies.filter((agency) => agency.code !== code),
    who,
  ).code;
  return at(known(officers, isForeign ? other : code), who);
}

function onOrderOf({ seen }: Desk, act: ActOnOrder, { actor, key }: { actor: Actor; key: string }): OrderTarget {
  const { id, logIndex } = known(seen, act.reference);
  const asking = { operation: act.kind, actor, key, inputDigest: key };
  return { actor, orderId: id, ifMatch: act.version === -1 ? 0 : logIndex, asking };
}

const ATTEMPTS_MAX = 8;

/**
 * Whoever gets no answer asks again, with the same reference or key; all of them in the same order. The gate itself
 * does so after a commit of which it has not heard.
 */
async function putAll({ gate, faults }: Desk, acts: readonly OrderAct[]) {
  const lostBefore = faults.struck.get('lost');
  let isRepeated = false;
  const put = async (act: OrderAct): Promise<ActResult> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await gate.queue.put(act);
      } catch (error) {
        if (attempt === ATTEMPTS_MAX || !isOutage(error)) throw error;
        isRepeated = true;
      }
    }
  };
  const results = await Promise.all(acts.map(put));
  return { results, isRepeated: isRepeated || faults.struck.get('lost') !== lostBefore };
}

function isOutage(error: unknown): boolean {
  return error instanceof Refusal ? error.kind === 'unavailable' : kindOfDatabaseError(error) !== 'other';
}

interface AnswerCase {
  /** It may have been done before, and then a refusal may be another one. */
  readonly isRepeated: boolean;
  readonly about: PlannedAct;
}

function assertAnswered(result: ActResult, expected: ExpectedResult, { isRepeated, about }: AnswerCase): void {
  const found = answerOf(result);
  const what = `${nameOf(about.asked)} ${about.reference}${about.isRepeated ? ', again' : ''}`;
  if (isRepeated && expected.kind === 'refused') {
    assert.equal(found.kind, 'refused', what);
  } else if (about.isRepeated && expected.kind === 'changed') {
    assert.equal(found.kind, 'changed', what);
  } else {
    assert.deepEqual(found, expected, `${what}: ${reasonIn(result)}`);
  }
  if (about.isRepeated && result.kind === 'decided') assert.ok(result.isRecalled, `${what} was decided anew`);
}

function answerOf(result: ActResult): { readonly kind: string } {
  if (result.kind === 'refused') return { kind: 'refused', code: result.refusal.code } as ExpectedResult;
  if (result.kind === 'changed') return { kind: 'changed', state: result.order.order.state } as ExpectedResult;
  return { kind: 'decided', outcome: result.record.outcome } as ExpectedResult;
}

function reasonIn(result: ActResult): string {
  if (result.kind === 'refused') return JSON.stringify(result.refusal);
  if (result.kind === 'changed') return '';
  const { findings, indeterminate } = result.record.detail;
  return JSON.stringify({ findings, indeterminate });
}
