import assert from 'node:assert/strict';
import { checkOrder } from '../../src/web/client/operations.generated.ts';
import { DRAFT_CHECK_WORDS } from '../../src/web/orders/drafts/draft-check-words.ts';
import { orderInDraft } from '../../src/web/orders/drafts/draft-order.ts';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { withValue } from '../../src/web/orders/workspace/body/paths.ts';
import { examples } from './order-examples.ts';

const TODAY = '2026-11-28';
const { approvable } = examples;
const typed = draftOfOrder(approvable);

describe('a draft that an approver reads', () => {
  it('is checked by him before he agrees, as the order that it would be', () => {
    const drafted = orderInDraft({ kind: 'order', orderId: null, content: typed }, TODAY);

    assert.ok(checkOrder.roles.includes('agency-approver'));
    assert.equal(drafted?.built.body?.total, approvable.total);
    assert.equal(drafted?.order, undefined);
  });

  it('is checked as an amendment of its order', () => {
    const drafted = orderInDraft({ kind: 'amendment', orderId: 'ord_1', content: typed }, TODAY);

    assert.equal(drafted?.order, 'ord_1');
  });

  it('says what keeps it from being checked', () => {
    const { built } =
      orderInDraft({ kind: 'order', orderId: null, content: { lines: [{ kind: 'desktop' }] } }, TODAY) ?? {};

    assert.equal(built?.body, undefined);
    assert.ok(built?.lacks.includes('reference') && built.lacks.includes('lines'));
    assert.equal(
      DRAFT_CHECK_WORDS.zh.cannot(['订单编号', DRAFT_CHECK_WORDS.zh.line]),
      '这份草稿还不能试算：订单编号、第一项明细尚未填写或无法识别。',
    );
  });

  it('is checked without the row that is not complete, which is named', () => {
    const { built } = orderInDraft(
      { kind: 'order', orderId: null, content: withValue(typed, 'softwarePlan.0.seats', 'many') },
      TODAY,
    ) ?? { built: undefined };

    assert.deepEqual(
      built?.gaps.map(({ path }) => path),
      ['softwarePlan.0.seats'],
    );
    assert.equal(
      DRAFT_CHECK_WORDS.zh.open(3, ['配置计划第 1 项 套数']),
      '还有 3 处未填写或无法识别：配置计划第 1 项 套数等。',
    );
  });

  it('is no order where it is a contract or an acceptance', () => {
    for (const kind of ['contract', 'acceptance', 'waiver'] as const) {
      assert.equal(orderInDraft({ kind, orderId: 'ord_1', content: {} }, TODAY), undefined);
    }
  });
});
