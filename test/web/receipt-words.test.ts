import assert from 'node:assert/strict';
import { numberToCompare, recordFacts } from '../../src/web/door/record-facts.ts';
import { RECORD_WORDS } from '../../src/web/door/record-words.ts';

const DECIDED = {
  ...{ type: 'order.decided', subject: 'order/ord_01a22797', at: '2026-04-12T09:00:00.000Z', by: null },
  ...{ agency: '114210000110087106', decision: 'dec_7', stage: 'submission', revision: 2, outcome: 'rejected' },
  ...{ submittedAt: '2026-04-12T08:59:00.000Z', expiresAt: null, detail: { orderDigest: 'a' } },
};

describe('a receipt in the words of an auditor', () => {
  it('says what was decided, of whose order, how and when', () => {
    const { zh } = RECORD_WORDS;
    assert.deepEqual(recordFacts({ index: 296, record: DECIDED }, zh, 'zh-CN'), [
      ['记录种类', '审核决定'],
      ['记录对象', '订单 ord_01a22797'],
      ['单位（统一社会信用代码）', '114210000110087106'],
      ['订单版次', '第 2 版'],
      ['环节', '申报审核'],
      ['审核结论', '不予通过'],
      ['提交时间', '2026-04-12 16:59'],
      ['记录时间', '2026-04-12 17:00'],
      ['决定编号', 'dec_7'],
      ['存证序号', '296'],
    ]);
    const told = recordFacts({ index: 296, record: DECIDED }, RECORD_WORDS.en, 'en').map(
      ([name, value]) => `${name}: ${value}`,
    );
    for (const fact of ['Kind of record: Order decided', 'Outcome: rejected', 'Log index: 296'])
      assert.ok(told.includes(fact), told.join());
  });

  it('says which number to hold against the paper, as it carries no order number of the agency', () => {
    assert.match(
      numberToCompare({ record: DECIDED }, RECORD_WORDS.zh) ?? '',
      /闸口订单号 ord_01a22797。请与放行证上的/,
    );
    assert.match(numberToCompare({ record: DECIDED }, RECORD_WORDS.en) ?? '', /number ord_01a22797\. Compare/);
    assert.match(numberToCompare({ record: { subject: 'waiver/wai_1' } }, RECORD_WORDS.en) ?? '', /wai_1/);
    assert.equal(numberToCompare({ record: { subject: 'gate' } }, RECORD_WORDS.zh), undefined);
  });

  it('shows as it is written what the page has no word for, and nothing that is not a text', () => {
    const record = { type: 'toString', subject: 'gadget/g_1', outcome: 7, at: 'soon' };
    assert.deepEqual(recordFacts({ index: 0, record }, RECORD_WORDS.zh, 'zh-CN'), [
      ['记录种类', 'toString'],
      ['记录对象', 'gadget g_1'],
      ['存证序号', '0'],
    ]);
  });
});
