import assert from 'node:assert/strict';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { bodyOf } from '../../src/web/orders/workspace/body/order-body.ts';
import { blankItem, type OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';
import { withValue } from '../../src/web/orders/workspace/body/paths.ts';
import { beyondNeed, withoutExcess } from '../../src/web/orders/workspace/body/plan-beyond-need.ts';
import { needsOf } from '../../src/web/orders/workspace/body/plan-from-need.ts';
import { fixOf } from '../../src/web/orders/workspace/check/fixes.ts';
import { leadsTo } from '../../src/web/orders/workspace/check/leads-to.ts';
import { openFields } from '../../src/web/orders/workspace/check/open-fields.ts';
import { standingOf } from '../../src/web/orders/workspace/check/standing.ts';
import { idleSeats } from '../../src/web/orders/workspace/hints/idle-seats.ts';
import { WORKSPACE_WORDS } from '../../src/web/orders/workspace/workspace-words.ts';
import { areaOf, PLACES } from '../../src/web/ui/navigation.ts';
import { examples } from './order-examples.ts';

const draft = draftOfOrder(examples.approvable);
const SOURCES = { last: undefined, products: [] };
const SYSTEM = 'lines.0.computer.operatingSystem';

const withQuantity = (quantity: string): OrderDraft => withValue(draft, 'lines.0.quantity', quantity);

describe('"go to" of a system that is not described', () => {
  const ledTo = (of: OrderDraft) =>
    leadsTo(
      of,
      { rule: 'OS-02', pointer: '/lines/0/computer/operatingSystem', facts: {} },
      bodyOf(of, '2026-11-28').pathOf,
    );
  const without = (...names: readonly string[]): OrderDraft =>
    names.reduce((order, name) => withValue(order, `${SYSTEM}.${name}`, ''), draft);

  it('leads past the product that is typed to the first field that is empty', () => {
    assert.deepEqual(ledTo(without('state', 'edition', 'version')), [`${SYSTEM}.state`]);
    assert.deepEqual(ledTo(without('edition', 'version')), [`${SYSTEM}.edition`]);
    assert.deepEqual(ledTo(without('version')), [`${SYSTEM}.version`]);
    assert.deepEqual(ledTo(withValue(draft, `${SYSTEM}.state`, 'unknown')), [`${SYSTEM}.state`]);
  });
});

describe('"plan what is needed" after fewer machines are bought', () => {
  it('offers a plan of so many seats, and cuts none unasked', () => {
    const answer = beyondNeed(withQuantity('18'));

    assert.equal(answer.is, 'over');
    assert.ok(answer.is === 'over');
    assert.deepEqual(
      answer.over.map(({ category, needed, planned }) => `${category} ${planned} of ${needed}`),
      ['office 20 of 18', 'antivirus-client 20 of 18'],
    );
    assert.deepEqual(
      answer.draft.softwarePlan.map(({ seats }) => seats),
      ['18', '18'],
    );
  });

  it('says that the plan is as needed, or that no machine is typed yet', () => {
    assert.deepEqual(beyondNeed(draft), { is: 'enough' });
    assert.deepEqual(beyondNeed({ ...withQuantity(''), softwarePlan: [] }), { is: 'no-machines' });
  });

  it('takes the last seats that are bought anew, whole items with them, and none that the agency has', () => {
    const [office] = draft.softwarePlan;
    assert.ok(office);
    const spare = { ...office, item: '8', provision: 'spare-entitlement', seats: '4' };
    const more = { ...office, item: '9', seats: '3' };
    const order = { ...draft, softwarePlan: [...draft.softwarePlan, more, spare] };

    const cut = withoutExcess(order).softwarePlan;

    assert.deepEqual(
      cut.map(({ item, seats }) => `${item}: ${seats}`),
      ['1: 16', '2: 20', '8: 4'],
    );
  });

  it('is offered at the finding of too many seats as well', () => {
    const sources = {
      ...SOURCES,
      budgetLines: [],
      catalogue: [],
      ratings: { entries: [] },
      pathOf: bodyOf(draft, '2026-11-28').pathOf,
    };
    const found = { rule: 'PLN-04', clause: 'over-configured', pointer: '/softwarePlan', facts: {} };

    const fix = fixOf(withQuantity('6'), found, sources);

    assert.equal(fix?.name, 'fewer');
    assert.deepEqual(fix?.drafts[0] && needsOf(fix.drafts[0]).map((need) => need.planned), [6, 6]);
    assert.equal(fixOf(withQuantity('6'), { ...found, clause: 'reuse-first' }, sources), undefined);
  });
});

type Told = Parameters<typeof standingOf>[0];

describe('an order that is only not filled in yet', () => {
  const none = { open: [], reject: [], refer: [] };
  const one = {};

  it('is not called rejected before something that is typed is wrong', () => {
    const missing = { ...none, open: [one] };
    const stands = (outcome: Told['outcome'], judgement: Told['judgement'], open: readonly string[] = []) =>
      standingOf({ outcome, judgement, open, isPart: false });

    assert.equal(stands('rejected', missing), 'open');
    assert.equal(stands('rejected', none, ['method']), 'open');
    assert.equal(stands('rejected', { ...missing, refer: [one] }), 'open');
    assert.equal(stands('rejected', { ...missing, reject: [one] }, ['method']), 'rejected');
    assert.equal(stands('referred', { ...missing, refer: [one] }), 'referred');
    assert.equal(stands('rejected', none), 'rejected');
    assert.equal(stands('approved', none), 'approved');
  });

  it('is not called approved while rows of it were left out', () => {
    assert.equal(standingOf({ outcome: 'approved', judgement: none, open: [], isPart: true }), 'open');
  });

  it('names what its plan items lack, and why their seats are planned and lacking at once', () => {
    const item = { ...blankItem(1), category: 'office', seats: '3' };
    const order = { ...draft, softwarePlan: [item, blankItem(2)] };
    const need = { category: 'office', needed: 20, covered: 0 } as const;

    assert.deepEqual(openFields(order, [], { open: [] }), ['softwarePlan.0.provision']);
    assert.deepEqual(idleSeats(need, order), { seats: 3, lacks: ['provision'] });
    assert.deepEqual(idleSeats({ ...need, covered: 5 }, draft), { seats: 15, lacks: [] });
    assert.deepEqual(
      leadsTo(order, { rule: 'PLN-02', pointer: '/softwarePlan', facts: {} }, bodyOf(order, '2026-11-28').pathOf),
      ['softwarePlan.0.provision'],
    );
  });
});

describe('the menu', () => {
  const called = (path: string, places = PLACES) => areaOf(path, places)?.name;

  it('marks the area that a page belongs to, whatever is asked of a list', () => {
    assert.equal(called('/'), 'home');
    assert.equal(called('/orders'), 'orders');
    assert.equal(called('/orders/new'), 'newOrder');
    assert.equal(called('/orders/ord_1/amend'), 'orders');
    assert.equal(called('/orders/ord_1/pay'), 'orders');
    assert.equal(called('/payments/pay_1'), 'orders');
    assert.equal(called('/orders/ord_1/accept'), 'deliveries');
    assert.equal(called('/orders/ord_1/acceptances/acc_1'), 'deliveries');
    assert.equal(called('/budget-lines/JZ-1/revise'), 'budgetLines');
    assert.equal(called('/meals'), undefined);
  });

  it('marks a place that the person has', () => {
    const few = PLACES.filter(({ name }) => name === 'orders');
    assert.equal(called('/orders/ord_1/accept', few), 'orders');
    assert.equal(called('/campaigns/cmp_1', few), undefined);
  });
});

describe('a line that can be copied', () => {
  it('says how many pieces at what price', () => {
    assert.equal(WORKSPACE_WORDS.zh.copy.each(8, '4,999.00'), '8 件，单价 4,999.00 元');
    assert.equal(WORKSPACE_WORDS.en.copy.each(8, '4,999.00'), '8 pieces at 4,999.00 each');
    assert.equal(WORKSPACE_WORDS.en.copy.each(1, ''), '1 piece');
  });
});
