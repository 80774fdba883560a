import assert from 'node:assert/strict';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { bodyOf } from '../../src/web/orders/workspace/body/order-body.ts';
import { blankLine, type OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';
import { withValue } from '../../src/web/orders/workspace/body/paths.ts';
import { type CheckResult, type Finding, gathered, judged } from '../../src/web/orders/workspace/check/judgement.ts';
import { neededIn } from '../../src/web/orders/workspace/check/open-fields.ts';
import { cursorAt, type Stop, stopFrom, stopsOf } from '../../src/web/orders/workspace/check/problem-stops.ts';

import { examples } from './order-examples.ts';

const TODAY = '2026-11-28';
const draft = draftOfOrder(examples.approvable);

/** A finding as the gate tells it, as far as it says where. */
function found(rule: string, pointer: string, effect: Finding['effect'] = 'reject'): Finding {
  return { rule, clause: 'any', pointer, effect, waiver: null, facts: {} } as unknown as Finding;
}

function stopsIn(of: OrderDraft, findings: readonly Finding[], { isJudged = true } = {}): readonly Stop[] {
  const built = bodyOf(of, TODAY);
  const result = { decision: { findings } } as unknown as CheckResult;
  const open = [...neededIn(of), ...built.gaps.map(({ path }) => path)];
  return stopsOf({ draft: of, open, judgement: judged(of, result, built), isJudged });
}

/** Where F8 leads, press after press, each time from the field where it led before. */
function walk(of: OrderDraft, stops: readonly Stop[], presses: number, step: 1 | -1 = 1): readonly string[] {
  const places: string[] = [];
  let led: Stop | undefined;
  for (let press = 0; press < presses; press += 1) {
    const field = led?.isField ? led.place : '';
    led = stopFrom(stops, cursorAt(of, stops, { led, field, isThere: led !== undefined }), step);
    places.push(led?.place ?? '');
  }
  return places;
}

describe('findings that say the same', () => {
  it('are told once with all their places, from three on, and those without a field each by itself', () => {
    const money = ['0', '1', '2'].map((line) => found('BUD-02', `/lines/${line}/funding/0/budgetLine`));
    const others = [found('HW-03', '/lines/0/unitPrice'), found('HW-03', '/lines/1/unitPrice')];
    const unplaced = ['a', 'b', 'c'].map((name) => found('EXC-01', `/exemption/${name}`));
    const result = { decision: { findings: [...others, ...money, ...unplaced] } } as unknown as CheckResult;
    const { reject, open } = judged(draft, result, bodyOf(draft, TODAY));

    const places = gathered([...reject, ...open]).map((group) => group.map(({ finding }) => finding.rule).join(' '));

    assert.deepEqual(places.toSorted(), ['BUD-02 BUD-02 BUD-02', ...['EXC-01', 'EXC-01', 'EXC-01', 'HW-03', 'HW-03']]);
  });
});

describe('F8', () => {
  const everywhere = [
    found('PLN-04', '/softwarePlan'),
    found('HW-03', '/lines/0/unitPrice'),
    found('OS-12', '/lines/0/computer/operatingSystem/securityRating', 'refer'),
    found('SUP-01', '/supplier/creditCode'),
    found('PLN-05', '/softwarePlan/1/deliverBy'),
  ];
  const inOrder = [
    'supplier.creditCode',
    'lines.0.unitPrice',
    'lines.0.computer.operatingSystem.securityRating.level',
    'softwarePlan.0.category',
    'softwarePlan.1.deliverBy',
  ];

  it('reaches findings on the order, a line, a group and the whole plan once each, in the order of the form, and begins again', () => {
    const stops = stopsIn(draft, everywhere);

    assert.deepEqual(walk(draft, stops, 6), [...inOrder, 'supplier.creditCode']);
    assert.deepEqual(walk(draft, stops, 6, -1), [...inOrder.toReversed(), 'softwarePlan.1.deliverBy']);
  });

  it('stops once at a field of which several rules speak, and at warnings after all that has to be mended', () => {
    const stops = stopsIn(draft, [
      found('PRC-01', '/lines/0/unitPrice', 'warn'),
      found('SUP-03', '/supplier/creditCheckedOn', 'warn'),
      ...everywhere,
      found('PLN-06', '/softwarePlan', 'refer'),
    ]);

    assert.deepEqual(walk(draft, stops, 7), [...inOrder, 'supplier.creditCheckedOn', 'supplier.creditCode']);
  });

  it('leads to what is still to be filled in, to each element that a rule names, and to the act that makes a plan', () => {
    const blank: OrderDraft = { ...draft, method: '', lines: [...draft.lines, blankLine(2)], softwarePlan: [] };
    const missing = {
      ...found('INT-01', ''),
      facts: { 'order.missingElements': ['/organisationForm', '/lines/0/model'] },
    };
    const of = withValue(withValue(blank, 'organisationForm', ''), 'lines.1.description', '扫描仪');

    assert.deepEqual(walk(of, stopsIn(of, [missing, found('PLN-01', '/softwarePlan')]), 20).slice(0, 10), [
      ...['method', 'organisationForm', 'lines.0.model', 'lines.1.kind', 'lines.1.quantity'],
      ...['lines.1.unitPrice', 'lines.1.funding.0.budgetLine', 'lines.1.catalogue.code', 'softwarePlan', 'method'],
    ]);
  });

  it('leads to the finding itself, last of all, where the form has no field for it', () => {
    const stops = stopsIn(draft, [found('EXC-01', '/exemption/document'), ...everywhere]);

    assert.deepEqual(walk(draft, stops, 6), [...inOrder, 'EXC-01 any /exemption/document']);
  });

  it('goes on from a field that is mended by now, and from where somebody went himself', () => {
    const all = stopsIn(draft, everywhere);
    const led = all[1];
    const left = all.filter((stop) => stop !== led);
    const from = (field: string, isThere: boolean): string | undefined =>
      stopFrom(left, cursorAt(draft, left, { led, field, isThere }), 1)?.place;

    assert.equal(from('lines.0.unitPrice', true), inOrder[2]);
    assert.equal(from('lines.0.funding.0.budgetLine', false), inOrder[2]);
    assert.equal(from('softwarePlan.0.seats', false), 'softwarePlan.1.deliverBy');
    assert.equal(from('method', false), 'supplier.creditCode');
    assert.equal(stopFrom([], led, 1), undefined);
  });

  it('is sure of what is not filled in, and of findings only while they are about what stands there', () => {
    const of = withValue(draft, 'method', '');
    const sure = (isJudged: boolean): readonly string[] =>
      stopsIn(of, everywhere, { isJudged }).flatMap(({ place, isSure }) => (isSure ? [place] : []));

    assert.deepEqual(sure(true), ['method', ...inOrder]);
    assert.deepEqual(sure(false), ['method']);
  });
});

describe('what a check waits for', () => {
  it('is named: fields of the order, a line, or both', () => {
    const lacks = (of: OrderDraft): readonly string[] => bodyOf(of, TODAY).lacks;

    assert.deepEqual(lacks(draft), []);
    assert.deepEqual(lacks(withValue(draft, 'reference', '')), ['reference']);
    assert.deepEqual(lacks({ ...draft, lines: [blankLine(1)] }), ['lines']);
    assert.deepEqual(lacks({ ...draft, reference: ' ', lines: [blankLine(1)] }), ['reference', 'lines']);
  });
});
