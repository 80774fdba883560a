import assert from 'node:assert/strict';
import { grant, refusalOf } from './budget-acts.ts';
import type { Desk, Person } from './desk.ts';
import { type BudgetStep, planSigning, planWish } from './plan-budget.ts';
import { at } from './plan-orders.ts';
import type { Step } from './steps.ts';
import { dayAt, known, note, type Proposal, type Wish } from './world.ts';
import { writtenCredit } from './written-goods.ts';
import { yuan } from './written-orders.ts';

/** One person asks for what takes two; what would be refused is refused at once. */
export async function drivePropose(desk: Desk, step: BudgetStep): Promise<string> {
  const { world } = desk;
  const wish = planWish(world, step);
  if (!wish) return 'nothing to ask for';
  const role = wish.kind === 'waive' && wish.waiver.rule === 'OS-04' ? 'legalization-office' : 'finance';
  const maker = step.who % desk.bureaus[role].length;
  const refusal = refusalOf(world, wish);
  const written = await writtenWish(desk, wish, step);
  const answer = await ask(at(desk.bureaus[role], maker), { ...written, key: `step-${step.index}` });
  const about = `${JSON.stringify(wish)} → ${JSON.stringify(answer)}`;
  if (refusal !== undefined) {
    assert.deepEqual([answer.status >= 400 && answer.status < 500, answer.body.code], [true, refusal], about);
    note(world, `${wish.kind} ${refusal}`);
    return `${wish.kind} ${refusal}`;
  }
  assert.equal(answer.status, 202, about);
  const { id = '', digest = '', lapsesAt = '' } = answer.body;
  const proposal: Proposal = { id, digest, role, maker, lapsesAt: Date.parse(lapsesAt), wish };
  world.proposals.push(proposal);
  // A line's event holds only while nobody else changes the line.
  return wish.kind === 'use-elsewhere' ? signAs(desk, proposal, step) : `${wish.kind} proposed`;
}

/** Another person signs one of the proposals; what has become impossible meanwhile is refused and leaves nothing. */
export async function driveSign(desk: Desk, step: Step): Promise<string> {
  const proposal = planSigning(desk.world, step);
  return proposal ? signAs(desk, proposal, step) : 'nothing to sign';
}

async function signAs(desk: Desk, proposal: Proposal, step: Step): Promise<string> {
  const { world, bureaus } = desk;
  const { id, digest, wish } = proposal;
  const others = bureaus[proposal.role].filter((_person, index) => index !== proposal.maker);
  const isLapsed = world.now >= proposal.lapsesAt;
  const refusal = isLapsed ? 'proposal.lapsed' : refusalOf(world, wish);
  const answer = await ask(at(others, step.other), { path: `/v1/proposals/${id}/signatures`, body: { digest } });
  const about = `${JSON.stringify(proposal)} → ${JSON.stringify(answer)}`;
  if (refusal !== undefined) {
    assert.deepEqual([answer.status >= 400 && answer.status < 500, answer.body.code], [true, refusal], about);
    if (isLapsed) forget(desk, proposal);
    note(world, `sign ${wish.kind} ${refusal}`);
    return `sign ${wish.kind} ${refusal}`;
  }
  // Whoever signs again because no answer came may find that it has been carried out.
  const isDone = answer.isRepeated && answer.body.code === 'proposal.state';
  const state = isDone ? (await at(others, 0).caller.get(`/v1/proposals/${id}`)).body.state : answer.body.state;
  assert.equal(state, 'executed', about);
  grant(world, wish);
  if (wish.kind === 'waive') await compareDecidedAgain(desk, proposal, wish.order);
  forget(desk, proposal);
  return `signed ${JSON.stringify(wish)}`;
}

/** A review tells what became of its order; what it has cleared, the platforms are told of. */
async function compareDecidedAgain({ world, bureaus, certificates }: Desk, { id, role }: Proposal, reference: string) {
  const { body } = await at(bureaus[role], 0).caller.get(`/v1/proposals/${id}`);
  const { outcome, state, decision } = body.result.body.decidedAgain;
  if (outcome === null) return;
  const order = known(world.orders, reference);
  assert.deepEqual([outcome, state], [order.outcome, order.state], `the review of ${reference}`);
  if (outcome === 'approved' && state === 'approved') certificates.set(`${reference}/${order.latest}`, decision);
}

/** The maker signs as well, or somebody signs another text than the one that was proposed. */
export async function driveSignWrongly(desk: Desk, step: Step): Promise<string> {
  const proposal = planSigning(desk.world, step);
  if (!proposal) return 'nothing to sign';
  const bureau = desk.bureaus[proposal.role];
  const isMaker = step.who % 2 === 0;
  const signer = at(bureau, isMaker ? proposal.maker : proposal.maker + 1);
  const digest = isMaker ? proposal.digest : proposal.digest.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  const answer = await ask(signer, { path: `/v1/proposals/${proposal.id}/signatures`, body: { digest } });
  const isLapsed = desk.world.now >= proposal.lapsesAt;
  const wanted = isMaker ? 'proposal.same_person' : isLapsed ? 'proposal.lapsed' : 'proposal.digest';
  assert.equal(answer.body.code, wanted, JSON.stringify(answer));
  touch(desk, proposal.wish);
  return wanted;
}

function forget({ world }: Desk, proposal: Proposal): void {
  world.proposals.splice(world.proposals.indexOf(proposal), 1);
}

function touch({ world: { touched } }: Desk, wish: Wish): void {
  if (wish.kind === 'waive' || wish.kind === 'credit') touched.orders.add(wish.order);
  else touched.accounts.add(wish.kind === 'transfer' ? wish.from : wish.line);
}

interface DeskRequest {
  readonly path: string;
  readonly body: object;
  readonly key?: string;
  readonly ifMatch?: string;
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
  readonly isRepeated: boolean;
}

const ATTEMPTS_MAX = 8;

/** By HTTP; whoever gets 503 asks again, with the same key. */
export async function ask({ caller }: Person, { path, body, key, ifMatch }: DeskRequest): Promise<Answer> {
  const headers = { ...(key && { 'idempotency-key': key }), ...(ifMatch && { 'if-match': ifMatch }) };
  for (let attempt = 1; ; attempt += 1) {
    const answer = await caller.post(path, body, headers);
    if (answer.status !== 503 || attempt === ATTEMPTS_MAX) {
      return { status: answer.status, body: answer.body, isRepeated: attempt > 1 };
    }
  }
}

const CLAUSES: Readonly<
  Record<string, { readonly named: { revision: number; clause: string }; readonly reasonCode: string }>
> = {
  'HW-02': { named: { revision: 2, clause: 'over-standard' }, reasonCode: 'special-work' },
  'OS-04': { named: { revision: 3, clause: 'thin' }, reasonCode: 'evidence-pending' },
};

async function writtenWish(desk: Desk, wish: Wish, { index }: Step): Promise<Omit<DeskRequest, 'key'>> {
  const why = { documentNumber: `荆财预〔2026〕${index}号`, reason: '年度预算调整' };
  switch (wish.kind) {
    case 'revise': {
      const direction = wish.by > 0 ? 'increase' : 'decrease';
      const body = { budgetLine: wish.line, direction, amount: yuan(Math.abs(wish.by)), ...why };
      return { path: '/v1/budget-revisions', body };
    }
    case 'transfer':
      return {
        path: '/v1/budget-transfers',
        body: { from: wish.from, to: wish.to, amount: yuan(wish.amount), ...why },
      };
    case 'use-elsewhere': {
      const path = `/v1/budget-lines/${wish.line}`;
      const { headers } = await at(desk.bureaus.finance, 0).caller.get(path);
      const event = { effectiveOn: '2026-01-05', reason: '国库回传', changes: { elsewhere: yuan(wish.amount) } };
      return { path: `${path}/events`, body: event, ifMatch: String(headers.etag) };
    }
    case 'waive':
      return { path: '/v1/waivers', body: writtenWaiver(desk, wish) };
    case 'credit': {
      const path = `/v1/payments/${await paymentIdOf(desk, wish)}/credit-notes`;
      return { path, body: writtenCredit(`HZ-${index}`, wish.parts, dayAt(desk.world.now)) };
    }
  }
}

function writtenWaiver({ seen }: Desk, { order, waiver }: Extract<Wish, { kind: 'waive' }>): object {
  const { rule, revision, until } = waiver;
  const { named, reasonCode } = CLAUSES[rule] ?? { named: { revision: 1, clause: '' }, reasonCode: '' };
  return {
    scope: { order: { id: known(seen, order).id, revision } },
    rules: [{ rule, ...named }],
    ...{ reasonCode, until },
    text: '专项工作需要使用含版式编辑功能的办公软件，经会商一致同意。',
    evidence: [{ document: '荆财采核〔2026〕31号', issuedBy: '荆州市财政局', issuedOn: '2025-12-20' }],
  };
}

async function paymentIdOf(
  { gate, seen }: Desk,
  { order, payment }: Extract<Wish, { kind: 'credit' }>,
): Promise<string> {
  const place = { order_id: known(seen, order).id, sequence: payment + 1 };
  const row: { id: string } | undefined = await gate.db.reader('payments').where(place).first('id');
  if (!row) throw new Error(`the gate has no payment ${payment + 1} of ${order}`);
  return row.id;
}
