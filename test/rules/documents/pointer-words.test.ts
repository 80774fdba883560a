import assert from 'node:assert/strict';
import { goodsKinds } from '../../../src/goods/index.ts';
import { text } from '../../../src/kernel/index.ts';
import { pointerWords } from '../../../src/rules/documents/pointer-words.ts';
import { renderText } from '../../../src/rules/documents/render-text.ts';
import { catalogue } from '../given.ts';

describe('what a finding says of places in an order', () => {
  it('is said as a form calls them, with the number that a person counts', () => {
    for (const [pointer, chinese, english] of [
      ['/total', '订单总额', 'total'],
      ['/lines/0/unitPrice', '明细第 1 项的单价', 'unit price of line 1'],
      ['/softwarePlan/11/seats', '配置计划第 12 项的套数', 'seats of plan item 12'],
      ['/approvals/1/issuedBy', '第 2 份批件的批准单位', 'issuer of approval 2'],
      ['/approvals/0/issuedOn', '第 1 份批件的批准日期', 'day of approval 1'],
    ] as const) {
      assert.deepEqual(pointerWords(pointer), text(chinese, english));
    }
    for (const other of ['', 'total', '/nothing', '/lines/x/unitPrice', '/lines/0', '/constructor']) {
      assert.equal(pointerWords(other), undefined, other);
    }
  });

  it('has words for everything that a kind of goods must state', () => {
    for (const { required } of goodsKinds.values()) {
      for (const pointer of required) assert.ok(pointerWords(`/lines/0${pointer}`), pointer);
    }
  });

  it('shows no pointer to whoever reads what is missing', () => {
    const says = text('未填报：{{order.marks}}。', 'Not stated: {{order.marks}}.');
    const facts = { 'order.marks': ['/method', '/lines/1/catalogue/code'] };

    assert.deepEqual(
      renderText(says, facts, catalogue),
      text('未填报：采购方式、明细第 2 项的采购品目编码。', 'Not stated: method, catalogue code of line 2.'),
    );
  });
});
