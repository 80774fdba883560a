import assert from 'node:assert/strict';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { bodyOf } from '../../src/web/orders/workspace/body/order-body.ts';
import type { OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';
import { withValue } from '../../src/web/orders/workspace/body/paths.ts';
import { type Refusals, refusalsOf, withRefusals } from '../../src/web/orders/workspace/check/refused-values.ts';
import { WORKSPACE_WORDS } from '../../src/web/orders/workspace/workspace-words.ts';
import { examples } from './order-examples.ts';

const TODAY = '2026-11-28';
const draft = draftOfOrder(examples.approvable);

type Refusal = Parameters<typeof withRefusals>[1];

function problem(pointers: readonly string[], message = '应为下列值之一'): Refusal {
  return { message: '请按所列位置更正。', errors: pointers.map((pointer) => ({ pointer, message })) };
}

function refusedOf(typed: OrderDraft, refusal: Refusal, before?: Refusals): Refusals | undefined {
  return withRefusals(before, refusal, { draft: typed, built: bodyOf(typed, TODAY, refusalsOf(before, typed)) });
}

describe('words where a code belongs', () => {
  const words = withValue(draft, 'lines.0.catalogue.code', '办公电脑');

  it('are left out and told at their field, and the rest of the order is checked', () => {
    const { body, gaps } = bodyOf(words, TODAY);

    assert.deepEqual(gaps, [{ path: 'lines.0.catalogue.code', why: 'malformed', kind: 'code' }]);
    assert.equal(body?.lines.length, draft.lines.length);
    assert.deepEqual(body?.lines[0]?.catalogue, { edition: '2022', code: null });
    assert.equal(body?.lines[0]?.quantity, 20);
    assert.deepEqual(body?.softwarePlan, bodyOf(draft, TODAY).body?.softwarePlan);
  });

  it('are told in plain words of both languages', () => {
    const { zh, en } = WORKSPACE_WORDS;

    assert.equal(zh.verdict.malformed.code, '这里要填代码，请从列表中选择');
    assert.match(en.verdict.malformed.code, /^A code belongs here: please choose it from the list$/);
  });

  it('do not hide a code that was typed in small or full-width letters', () => {
    const { body, gaps } = bodyOf(withValue(draft, 'lines.0.catalogue.code', ' ａ０２０１０１０５ '), TODAY);

    assert.deepEqual(gaps, []);
    assert.equal(body?.lines[0]?.catalogue?.code, 'A02010105');
  });

  it('are told at the supplier, whose name is judged all the same', () => {
    const { body, gaps } = bodyOf(withValue(draft, 'supplier.creditCode', '不知道'), TODAY);

    assert.deepEqual(gaps, [{ path: 'supplier.creditCode', why: 'malformed', kind: 'creditCode' }]);
    assert.equal(body?.supplier?.creditCode, null);
    assert.equal(body?.supplier?.name, draft.supplier.name);
  });

  it('are told at the agency, without which nothing can be checked', () => {
    const { body, gaps } = bodyOf(withValue(draft, 'agencyCode', '荆州市财政局'), TODAY);

    assert.equal(body, undefined);
    assert.deepEqual(gaps, [{ path: 'agencyCode', why: 'malformed', kind: 'choice' }]);
  });
});

describe('what only the gate knows to be wrong', () => {
  const typed = withValue(draft, 'softwarePlan.0.platforms', '微软办公软件');
  const refusal = problem(['/softwarePlan/0/platforms/0']);

  it('is left out from then on and told at its field with the words of the gate', () => {
    const { body, gaps } = bodyOf(typed, TODAY, refusedOf(typed, refusal)?.values);

    assert.deepEqual(gaps, [
      { path: 'softwarePlan.0.platforms', why: 'malformed', kind: 'list', says: '应为下列值之一' },
    ]);
    assert.equal(body?.softwarePlan?.[0]?.platforms, null);
    assert.equal(body?.softwarePlan?.[0]?.seats, 20);
  });

  it('is sent again as soon as something else is typed there, or the order is of another agency', () => {
    const refused = refusedOf(typed, refusal);
    const anew = withValue(typed, 'softwarePlan.0.platforms', 'linux-arm64');
    const other = { ...typed, agencyCode: '11421022MB0000000A' };

    assert.ok(refused);
    assert.deepEqual(bodyOf(anew, TODAY, refused.values).gaps, []);
    assert.equal(refusalsOf(refused, other), undefined);
    assert.equal(refusalsOf(refused, anew), refused.values);
  });

  it('is told by the refusal itself where the place has no words of its own', () => {
    const unknown = withValue(draft, 'softwarePlan.0.entitlementId', 'ent_nobody');
    const said = problem(['/softwarePlan/0/entitlementId'], '');

    const { gaps } = bodyOf(unknown, TODAY, refusedOf(unknown, said)?.values);

    assert.deepEqual(
      gaps.map(({ path, says }) => `${path} ${says}`),
      ['softwarePlan.0.entitlementId 请按所列位置更正。'],
    );
  });

  it('takes a budget line out of those that pay, and the amount stays to be paid', () => {
    const long = withValue(draft, 'lines.0.funding.0.budgetLine', '办公电脑'.repeat(30));

    const { body } = bodyOf(long, TODAY, refusedOf(long, problem(['/lines/0/funding/0/budgetLine']))?.values);

    assert.equal(body?.lines[0]?.funding, null);
    assert.equal(body?.total, bodyOf(draft, TODAY).body?.total);
  });

  it('adds up over several answers, and asks no more once nothing new is named', () => {
    const two = withValue(typed, 'lines.0.brand', '长'.repeat(300));
    const first = refusedOf(two, refusal);
    const second = refusedOf(two, problem(['/lines/0/brand']), first);

    assert.deepEqual([...(second?.values.keys() ?? [])], ['softwarePlan.0.platforms', 'lines.0.brand']);
    assert.equal(refusedOf(two, problem(['/lines/0/brand']), second), undefined);
  });

  it('stays a refusal where the order cannot be without it, and where it is on no field', () => {
    assert.equal(refusedOf(draft, problem(['/reference'])), undefined);
    assert.equal(refusedOf(draft, problem(['/total'])), undefined);
    assert.equal(refusedOf(draft, problem([''])), undefined);
  });

  it('is left out with its whole row where the row cannot be without it', () => {
    const [line] = draft.lines;
    assert.ok(line);
    const second = { ...line, line: '2', description: '扫'.repeat(3_000) };
    const lines = { ...draft, lines: [line, second] };

    const { body } = bodyOf(lines, TODAY, refusedOf(lines, problem(['/lines/1/description']))?.values);

    assert.deepEqual(
      body?.lines.map(({ line: number }) => number),
      [1],
    );
  });
});
