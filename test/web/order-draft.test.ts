import assert from 'node:assert/strict';
import { capitalsOf } from '../../src/web/orders/workspace/body/capitals.ts';
import { withComputersIn } from '../../src/web/orders/workspace/body/computers-inside.ts';
import { draftOfContent, draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { bodyOf } from '../../src/web/orders/workspace/body/order-body.ts';
import { blankItem, blankLine, blankOrder, type OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';
import { orderTotal, rowsNotCounted } from '../../src/web/orders/workspace/body/order-sums.ts';
import { withValue } from '../../src/web/orders/workspace/body/paths.ts';
import { neededIn } from '../../src/web/orders/workspace/check/open-fields.ts';
import { readDay, readMoney, readWhole } from '../../src/web/ui/typed-values.ts';
import { examples } from './order-examples.ts';

const TODAY = '2026-11-28';

describe('what is typed into an order', () => {
  it('is read as the amount that an office means, or not at all', () => {
    const cases: readonly (readonly [string, string | undefined])[] = [
      ['4999', '4999.00'],
      ['¥4,999.5', '4999.50'],
      ['￥１１，３４０．０１', '11340.01'],
      ['11.34万', '113400.00'],
      ['0.000001万', '0.01'],
      ['120元', '120.00'],
      ['0', '0.00'],
      ['9999999999999.99', '9999999999999.99'],
      ['10000000000000', undefined],
      ['1.005', undefined],
      ['0.0000001万', undefined],
      ['1,13,400', undefined],
      ['-1', undefined],
      ['about 5', undefined],
    ];

    for (const [typed, meant] of cases) assert.equal(readMoney(typed), meant, typed);
  });

  it('is read as the day that is meant, if there is one', () => {
    const cases: readonly (readonly [string, string | undefined])[] = [
      ['20260412', '2026-04-12'],
      ['2026-4-12', '2026-04-12'],
      ['2026年4月12日', '2026-04-12'],
      ['4.12', '2026-04-12'],
      ['４/１２', '2026-04-12'],
      ['+30', '2026-12-28'],
      ['+0', TODAY],
      ['2028-2-29', '2028-02-29'],
      ['2026-2-29', undefined],
      ['2026-13-1', undefined],
      ['4.31', undefined],
      ['soon', undefined],
    ];

    for (const [typed, meant] of cases) assert.equal(readDay(typed, TODAY), meant, typed);
  });

  it('is read as a whole number within the bounds of the contract', () => {
    assert.deepEqual(
      ['1', '２０', '1,200', '1000000', '1000001', '0', '1.5', ''].map((typed) => readWhole(typed, 1)),
      [1, 20, 1200, 1_000_000, undefined, undefined, undefined, undefined],
    );
    assert.equal(readWhole('0', 0), 0);
  });

  it('is read as a number with what goods are counted in, or in Chinese, and not with what is no measure of goods', () => {
    const meant = ['6台', '１ 个', '1项', '两台', '1,200套', '三', '十套', '十二', '二十块', '九十九人', '12 件'];
    assert.deepEqual(
      meant.map((typed) => readWhole(typed, 1)),
      [6, 1, 1, 2, 1200, 3, 10, 12, 20, 99, 12],
    );
    for (const typed of [
      '台',
      '6台套',
      '6年',
      '六七',
      '十两',
      '一百',
      '6万台',
      '约6台',
      '0台',
      '1000001台',
      '二三十',
    ]) {
      assert.equal(readWhole(typed, 1), undefined, typed);
    }
  });
});

describe('what is answered of other goods', () => {
  const answered = withValue(
    withValue(draftOfOrder(examples.approvable), 'lines.0.kind', 'other'),
    'lines.0.containsComputers',
    'none',
  );
  const sent = (draft: OrderDraft) => bodyOf(draft, TODAY).body?.lines[0];

  it('is sent, and comes back with the order and with the draft that was kept', () => {
    const body = bodyOf(answered, TODAY).body;
    assert.ok(body);

    assert.equal(sent(answered)?.containsComputers, 'none');
    assert.equal(draftOfOrder(body).lines[0]?.containsComputers, 'none');
    assert.equal(draftOfContent(answered).lines[0]?.containsComputers, 'none');
  });

  it('goes once they are computers, and stays with software that was submitted with it', () => {
    const body = bodyOf(answered, TODAY).body;
    assert.ok(body);
    const read = draftOfOrder(body);

    assert.equal(sent(withValue(read, 'lines.0.kind', 'desktop'))?.containsComputers, undefined);
    assert.equal(sent(withValue(read, 'lines.0.kind', 'software'))?.containsComputers, 'none');
  });

  it('may be a line of computers that those goods pay for, which needs neither price nor budget line', () => {
    const other = withValue(draftOfOrder(examples.approvable), 'lines.0.kind', 'other');
    const typed = [
      ['lines.1.kind', 'desktop'],
      ['lines.1.description', 'OPS 电脑'],
    ].reduce((draft, [path = '', value = '']) => withValue(draft, path, value), withComputersIn(other, 'lines.0'));
    const body = bodyOf(typed, TODAY).body;
    assert.ok(body);

    const [goods, inside] = body.lines;
    assert.deepEqual(
      [inside?.pricedIn, inside?.quantity, inside?.unitPrice, inside?.funding],
      [goods?.line, goods?.quantity, null, null],
    );
    assert.equal(
      bodyOf(withValue(draftOfOrder(body), 'lines.1.kind', 'other'), TODAY).body?.lines[1]?.pricedIn,
      undefined,
    );
    assert.deepEqual(neededIn(typed), ['lines.1.catalogue.code', 'lines.1.computer.operatingSystem.state']);
  });
});

describe('an amount in capitals', () => {
  it('is written as on Chinese papers', () => {
    const cases: readonly (readonly [bigint, string])[] = [
      [11_340_000n, '壹拾壹万叁仟肆佰元整'],
      [0n, '零元整'],
      [5n, '伍分'],
      [50n, '伍角整'],
      [10_005n, '壹佰元零伍分'],
      [100_100n, '壹仟零壹元整'],
      [1_000_010_000n, '壹仟万零壹佰元整'],
      [10_000_000_000n, '壹亿元整'],
      [10_000_000_100n, '壹亿零壹元整'],
      [123_456_789_012_345_67n, '壹佰贰拾叁万肆仟伍佰陆拾柒亿捌仟玖佰零壹万贰仟叁佰肆拾伍元陆角柒分'],
      [100_000_000_000_000n, '壹万亿元整'],
    ];

    for (const [fen, capitals] of cases) assert.equal(capitalsOf(fen), capitals, String(fen));
  });
});

describe('what was kept of a form', () => {
  it('is the form again, and an empty one where it was none', () => {
    const typed = draftOfOrder(examples.approvable);

    assert.deepEqual(draftOfContent(JSON.parse(JSON.stringify(typed))), typed);
    assert.deepEqual(draftOfContent({ lines: [null, 7], softwarePlan: {}, unknown: true }), {
      ...blankOrder({ agencyCode: '', fiscalYear: '' }),
    });
  });
});

describe('the body of a draft', () => {
  const { approvable } = examples;

  it('says of a submitted order what the order said, and keeps what the form does not show', () => {
    for (const submission of Object.values(examples)) {
      const { body } = bodyOf(draftOfOrder(submission), TODAY);

      assert.deepEqual(bare(body), bare(submission), submission.reference);
    }
  });

  it('lets the one budget line of a line go on paying for all of it', () => {
    const dearer = withValue(draftOfOrder(approvable), 'lines.0.unitPrice', '5,000');

    const { body } = bodyOf(dearer, TODAY);

    assert.deepEqual(body?.lines[0]?.funding, [{ budgetLine: 'JZ-2026-31002-01', amount: '100000.00' }]);
    assert.equal(body?.total, '113420.00');
    assert.equal(orderTotal(dearer), 11_342_000n);
  });

  it('says of how many rows the sum knows nothing, once a number or a price stands there', () => {
    const draft = draftOfOrder(examples.approvable);
    const [line = blankLine(1)] = draft.lines;
    const rows = (...lines: readonly Partial<typeof line>[]) =>
      rowsNotCounted({ lines: lines.map((one) => ({ ...line, ...one })), softwarePlan: [] });

    assert.equal(rowsNotCounted(draft), 0);
    assert.equal(rows({ quantity: '6台' }, { quantity: '约6台' }, { unitPrice: '面议' }, { quantity: '' }), 3);
    assert.equal(rows({ quantity: '', unitPrice: '' }, { unitPrice: '', pricedIn: '1' }), 0);
    const spare = draft.softwarePlan.map((item) => ({ ...item, provision: 'spare-entitlement', unitPrice: '' }));
    assert.equal(rowsNotCounted({ lines: [], softwarePlan: spare }), 0);
    assert.equal(
      rowsNotCounted({ lines: [], softwarePlan: [{ ...blankItem(1), provision: 'new-purchase', seats: 'all' }] }),
      1,
    );
  });

  it('does not count in the sum what it leaves out, lest the gate find a sum wrong that nobody wrote', () => {
    const whole = draftOfOrder(approvable);
    const printer = { ...blankLine(2), quantity: '1', unitPrice: '1650', description: '激光打印机' };

    const { body, gaps } = bodyOf({ ...whole, lines: [...whole.lines, printer] }, TODAY);

    assert.deepEqual([body?.lines.length, body?.total], [1, bodyOf(whole, TODAY).body?.total]);
    assert.ok(gaps.some(({ path }) => path === 'lines.1.kind'));
  });

  it('gives the second of two budget lines what the first leaves', () => {
    const first = withValue(draftOfOrder(approvable), 'lines.0.funding.0.amount', '5万');
    const split = withValue(first, 'lines.0.funding.1.budgetLine', 'JZ-2026-31002-02');

    assert.deepEqual(bodyOf(split, TODAY).body?.lines[0]?.funding, [
      { budgetLine: 'JZ-2026-31002-01', amount: '50000.00' },
      { budgetLine: 'JZ-2026-31002-02', amount: '49980.00' },
    ]);
  });

  it('holds complete lines only, tells what the others lack, and leads pointers back to the rows of the form', () => {
    const [line] = draftOfOrder(approvable).lines;
    assert.ok(line);
    const started = { ...blankLine(2), kind: 'desktop', quantity: 'many' };
    const draft: OrderDraft = { ...draftOfOrder(approvable), lines: [blankLine(1), started, line] };

    const { body, gaps, pathOf } = bodyOf(draft, TODAY);

    assert.equal(body?.lines.length, 1);
    assert.deepEqual(
      gaps.map(({ path, why }) => `${path} ${why}`),
      ['lines.1.description missing', 'lines.1.quantity malformed'],
    );
    assert.equal(pathOf('/lines/0/quantity'), 'lines.2.quantity');
    assert.equal(pathOf('/lines/0/computer/category'), 'lines.2.kind');
    assert.equal(pathOf('/lines'), 'lines');
    assert.equal(pathOf('/supplier/name'), 'supplier.name');
  });

  it('leaves out an optional value that is malformed, and tells it', () => {
    const { body, gaps } = bodyOf(withValue(draftOfOrder(approvable), 'expectedDeliveryOn', 'soon'), TODAY);

    assert.equal(body?.expectedDeliveryOn, null);
    assert.deepEqual(gaps, [{ path: 'expectedDeliveryOn', why: 'malformed', kind: 'date' }]);
  });

  it('holds no choice that the contract does not offer', () => {
    const draft = withValue(withValue(draftOfOrder(approvable), 'method', 'barter'), 'lines.0.kind', '台式机');

    const { gaps } = bodyOf(draft, TODAY);

    assert.deepEqual(
      gaps.map(({ path, why }) => `${path} ${why}`),
      ['method malformed', 'lines.0.kind malformed'],
    );
  });

  it('is none of a blank form, whose rows count for nothing', () => {
    const blank = blankOrder({ agencyCode: approvable.agencyCode, fiscalYear: '2026' });

    const { body, gaps } = bodyOf({ ...blank, softwarePlan: [blankItem(1)] }, TODAY);

    assert.equal(body, undefined);
    assert.deepEqual(
      gaps.map(({ path }) => path),
      ['reference', 'lines.0.kind'],
    );
  });
});

/** Without what is null, empty or absent, which say the same to the gate. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, bare(inner)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== null && inner !== undefined && !isEmpty(inner)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
