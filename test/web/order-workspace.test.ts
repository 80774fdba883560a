import assert from 'node:assert/strict';
import type { AnswerOf } from '../../src/web/client/operation.ts';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { GRID_CELLS } from '../../src/web/orders/workspace/body/fields.ts';
import type { RatedEntry } from '../../src/web/orders/workspace/body/known-names.ts';
import { nextReference } from '../../src/web/orders/workspace/body/next-reference.ts';
import { bodyOf } from '../../src/web/orders/workspace/body/order-body.ts';
import { blankLine, type OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';
import { textAt, withValue } from '../../src/web/orders/workspace/body/paths.ts';
import { needsOf, repeatsEarlier, withPlannedNeed } from '../../src/web/orders/workspace/body/plan-from-need.ts';
import { changesBetween } from '../../src/web/orders/workspace/changes/changes.ts';
import { type FixFinding, type FixSources, fixOf, isMended } from '../../src/web/orders/workspace/check/fixes.ts';
import { gridAct } from '../../src/web/orders/workspace/grid/grid-keys.ts';
import { examples } from './order-examples.ts';

const TODAY = '2026-11-28';
const { approvable } = examples;
const draft = draftOfOrder(approvable);
const withoutPlan: OrderDraft = { ...draft, softwarePlan: [] };

const CODE = { edition: '2022', isPrefix: false, softwareCategories: null };

const sources: FixSources = {
  last: approvable,
  products: [{ name: 'UnionTech UOS Desktop', aliases: ['统信UOS'], osFamily: 'linux' }],
  budgetLines: [
    { code: 'B-31007', economicClass: '31007', state: 'open' },
    { code: 'JZ-2026-31002-01', economicClass: '31002', state: 'open' },
    { code: 'JZ-2026-31007-01', economicClass: '31007', state: 'open' },
    { code: 'B-31002-closed', economicClass: '31002', state: 'closed' },
  ],
  ratings: { entries: [] },
  catalogue: [
    { ...CODE, code: 'A02010104', category: 'server' },
    { ...CODE, code: 'A02010105', category: 'desktop' },
    { ...CODE, code: 'A02010106', category: 'workstation' },
    { ...CODE, code: 'A02010107', category: 'workstation' },
  ],
  pathOf: bodyOf(draft, TODAY).pathOf,
};

function finding(rule: string, pointer: string, facts: FixFinding['facts'] = {}): FixFinding {
  return { rule, clause: 'any', pointer, facts };
}

describe('the plan that machines need', () => {
  it('has an office and an antivirus seat a machine, and a seat of another antivirus a server', () => {
    const server = { ...blankLine(2), kind: 'server', quantity: '3' };

    const needs = needsOf({ lines: [...draft.lines, server], softwarePlan: draft.softwarePlan });

    assert.deepEqual(needs, [
      { category: 'office', needed: 20, planned: 20 },
      { category: 'antivirus-client', needed: 20, planned: 20 },
      { category: 'antivirus-server', needed: 3, planned: 0 },
    ]);
  });

  it('takes products, prices and lines of the last order, days and platforms of this one, and makes up no proof', () => {
    const [office, antivirus, more] = withPlannedNeed(withoutPlan, sources).softwarePlan;

    assert.equal(more, undefined);
    assert.equal(`${office?.product} ${office?.unitPrice} ${office?.seats}`, 'WPS Office 580.00 20');
    assert.equal(`${antivirus?.product} ${antivirus?.funding[0]?.budgetLine}`, '奇安信天擎 JZ-2026-31007-01');
    assert.equal(office?.deliverBy, '2026-12-20');
    assert.equal(office?.platforms, 'linux-arm64');
    assert.deepEqual(office?.evidence, [{ kind: '', reference: '', seats: '', file: '' }]);
  });

  it('is for the platforms of these machines, by what the gate took their systems for, and for none that nobody knows', () => {
    const system = 'lines.0.computer.operatingSystem';
    const platforms = (of: OrderDraft, more: Partial<FixSources> = {}) =>
      withPlannedNeed(of, { ...sources, ...more }).softwarePlan[0]?.platforms;
    const typed = (name: string): OrderDraft =>
      withValue(withValue(withoutPlan, `${system}.product`, name), 'lines.0.computer.cpu.architecture', 'x64');
    const knownProducts = [{ name: 'Windows', aliases: ['视窗'], osFamily: 'windows' as const }];
    const taken = new Map([[system, { product: 'Windows' }]]);

    assert.equal(platforms(typed('Windows11专业版'), { knownProducts, taken }), 'windows-x64');
    assert.equal(platforms(typed('视窗'), { knownProducts }), 'windows-x64');
    assert.deepEqual([platforms(typed('Windows11专业版'), { knownProducts }), platforms(typed(''))], ['', '']);
    assert.equal(platforms(withValue(withoutPlan, 'lines.0.computer.cpu.architecture', '')), '');
    const another = { ...typed('某某系统').lines[0], line: '2' } as OrderDraft['lines'][number];
    assert.equal(platforms({ ...withoutPlan, lines: [...withoutPlan.lines, another] }), '');
  });

  it('says that it repeats an earlier order where an item of it does', () => {
    const made = (of: OrderDraft, more: Partial<FixSources> = {}) =>
      repeatsEarlier(withPlannedNeed(of, { ...sources, ...more }), of);

    assert.deepEqual([made(withoutPlan), made(draft)], [true, false]);
    assert.equal(made(withoutPlan, { last: undefined }), false);
    assert.equal(made(withValue(draft, 'lines.0.quantity', '25')), false);
  });

  it('calls an edition by its Chinese name where the product has that on file, and otherwise as it was ordered', () => {
    const edition = (names: readonly string[]) => {
      const editions = names.map((name) => ({ name, unitEligible: true, rank: 2 }));
      const products = [{ name: 'WPS Office', aliases: [], osFamily: null, editions }];
      return withPlannedNeed(withoutPlan, { ...sources, products }).softwarePlan[0]?.edition;
    };
    const ordered = approvable.softwarePlan?.[0]?.edition;

    assert.equal(ordered, 'Professional');
    assert.equal(edition(['Professional', '专业版']), '专业版');
    assert.equal(edition(['Professional']), 'Professional');
  });

  it('names no product where the agency has ordered nothing yet', () => {
    const [office] = withPlannedNeed(withoutPlan, { ...sources, last: undefined }).softwarePlan;

    assert.equal(`${office?.category} ${office?.seats} ${office?.product}`, 'office 20 ');
  });

  it('adds only what is lacking, and is left alone where it is enough', () => {
    const more = withPlannedNeed(withValue(draft, 'lines.0.quantity', '25'), sources).softwarePlan;

    assert.deepEqual(
      more.map(({ seats }) => seats),
      ['25', '25'],
    );
    assert.deepEqual(withPlannedNeed(draft, sources), draft);
  });
});

describe('a fix', () => {
  it('lets the last budget line pay what the others leave, where sums do not add up', () => {
    const wrong = withValue(draft, 'lines.0.funding.0.amount', '1.00');

    const fix = fixOf(wrong, finding('INT-02', '/total'), sources);

    assert.equal(fix?.name, 'sums');
    assert.equal(fix?.drafts[0] && bodyOf(fix.drafts[0], TODAY).body?.lines[0]?.funding?.[0]?.amount, '99980.00');
  });

  it('names the lines of the last order first, and only where none of the agency is named', () => {
    const wrong = withValue(draft, 'lines.0.funding.0.budgetLine', '');

    const fix = fixOf(wrong, finding('BUD-01', '/lines'), sources);

    assert.equal(textAt(fix?.drafts[0], 'lines.0.funding.0.budgetLine'), 'JZ-2026-31002-01');
    assert.equal(textAt(fix?.drafts[0], 'softwarePlan.0.funding.0.budgetLine'), 'JZ-2026-31007-01');
    assert.ok(fix?.drafts.every((one) => textAt(one, 'lines.0.funding.0.budgetLine') !== 'B-31002-closed'));
  });

  it('offers open lines of the classes that the gate says fit', () => {
    const wrong = finding('BUD-03', '/softwarePlan/1/funding/0/budgetLine', { 'funding.expectedClasses': ['31007'] });

    const fix = fixOf(draft, wrong, sources);

    assert.deepEqual(
      fix?.drafts.map((one) => textAt(one, 'softwarePlan.1.funding.0.budgetLine')),
      ['B-31007'],
    );
  });

  it('uses the code that the list beside the field has for the kind, where it has one and no other', () => {
    const wrong = withValue(draft, 'lines.0.catalogue.code', 'A02010104');
    const fixFor = (kind: string) =>
      fixOf(withValue(wrong, 'lines.0.kind', kind), finding('INT-04', '/lines/0/catalogue/code'), sources);

    const fix = fixFor('desktop');
    assert.equal(fix?.name, 'code');
    assert.equal(textAt(fix?.drafts[0], 'lines.0.catalogue.code'), 'A02010105');
    assert.deepEqual(['server', 'workstation', 'other'].map(fixFor), [undefined, undefined, undefined]);
  });

  it('makes the plan, adds the seats that are short, and takes the day of delivery', () => {
    const plan = fixOf(withoutPlan, finding('PLN-01', '/softwarePlan'), sources);
    const seats = fixOf(draft, finding('PLN-02', '/softwarePlan', { 'order.shortfall.office': 5 }), sources);
    const late = withValue(draft, 'softwarePlan.1.deliverBy', '2027-01-31');
    const date = fixOf(late, finding('PLN-05', '/softwarePlan/1/deliverBy'), sources);

    assert.equal(plan?.drafts[0]?.softwarePlan.length, 2);
    assert.equal(textAt(seats?.drafts[0], 'softwarePlan.0.seats'), '25');
    assert.equal(textAt(date?.drafts[0], 'softwarePlan.1.deliverBy'), '2026-12-20');
  });

  it('fills in the rating that the policy has of processor and system, however they are written, and makes up none', () => {
    const place = 'lines.0.computer';
    const bare = ['cpu', 'operatingSystem'].reduce(
      (order, part) => withValue(order, `${place}.${part}.securityRating`, { level: '', announcement: '', file: '' }),
      withValue(draft, `${place}.cpu.model`, '鲲鹏９２０'),
    );
    const cpu = { model: 'Kunpeng 920', aliases: ['鲲鹏920'], level: 'I', announcement: '2023-1' };
    const system = { product: textAt(draft, `${place}.operatingSystem.product`), version: null };
    const fixBy = (...entries: readonly RatedEntry[]) =>
      fixOf(bare, finding('OS-12', '/lines/0/computer'), { ...sources, ratings: { entries } });

    const fix = fixBy(cpu, { ...system, level: 'II', announcement: '2023-2' });
    const ofCpu = fixBy({ ...system, level: null, announcement: null }, cpu);

    assert.equal(fix?.name, 'rating');
    const told = ['cpu', 'operatingSystem'].map((part) =>
      ['level', 'announcement'].map((name) => textAt(fix?.drafts[0], `${place}.${part}.securityRating.${name}`)),
    );
    assert.deepEqual(told, [
      ['I', '2023-1'],
      ['II', '2023-2'],
    ]);
    assert.equal(textAt(ofCpu?.drafts[0], `${place}.operatingSystem.securityRating.level`), '');
    assert.equal(fixBy({ ...cpu, model: 'Kunpeng 930', aliases: [] }), undefined);
    assert.equal(fixBy({ ...cpu, announcement: null }), undefined);
  });

  it('is none where it would change nothing, where it lacks what it needs, and for any other rule', () => {
    const noDay = withValue(draft, 'expectedDeliveryOn', '');

    assert.equal(fixOf(draft, finding('INT-02', '/total'), sources), undefined);
    assert.equal(fixOf(noDay, finding('PLN-05', '/softwarePlan/1/deliverBy'), sources), undefined);
    assert.equal(fixOf(draft, finding('PLN-02', '/softwarePlan', {}), sources), undefined);
    assert.equal(fixOf(draft, finding('SUP-03', '/supplier'), sources), undefined);
  });

  it('counts only if the finding is gone and no other has come', () => {
    const before = checked(['PLN-02', '/softwarePlan'], ['HW-02', '/lines/0/unitPrice']);
    const wrong = finding('PLN-02', '/softwarePlan');

    assert.equal(isMended(wrong, before, checked(['HW-02', '/lines/0/unitPrice'])), true);
    assert.equal(isMended(wrong, before, checked()), true);
    assert.equal(isMended(wrong, before, before), false);
    assert.equal(isMended(wrong, before, checked(['BUD-02', '/lines'])), false);
  });
});

describe('the keys of a grid', () => {
  const at = { row: 1, column: 7, rows: 2, columns: 8 };
  const press = { ctrl: false, shift: false, alt: false, isChoice: false };

  it('lead from cell to cell, from row to row, and past the last row into a new one', () => {
    assert.deepEqual(gridAct({ ...press, key: 'Enter' }, { ...at, column: 0 }), { act: 'focus', row: 1, column: 1 });
    assert.deepEqual(gridAct({ ...press, key: 'Enter' }, { ...at, row: 0 }), { act: 'focus', row: 1, column: 0 });
    assert.deepEqual(gridAct({ ...press, key: 'Enter' }, at), { act: 'append' });
    assert.deepEqual(gridAct({ ...press, key: 'Enter', shift: true }, { ...at, column: 0 }), {
      ...{ act: 'focus', row: 0, column: 7 },
    });
    assert.deepEqual(gridAct({ ...press, key: 'Enter', shift: true }, at), { act: 'focus', row: 1, column: 6 });
    assert.equal(gridAct({ ...press, key: 'Enter', shift: true }, { ...at, row: 0, column: 0 }), undefined);
    assert.deepEqual(gridAct({ ...press, key: 'ArrowUp' }, at), { act: 'focus', row: 0, column: 7 });
    assert.equal(gridAct({ ...press, key: 'ArrowUp', isChoice: true }, at), undefined);
  });

  it('copy, add, remove, open the details, and leave all others to the browser', () => {
    assert.deepEqual(gridAct({ ...press, key: 'D', ctrl: true }, at), { act: 'copy-above' });
    assert.deepEqual(gridAct({ ...press, key: 'D', ctrl: true, shift: true }, at), { act: 'duplicate' });
    assert.deepEqual(gridAct({ ...press, key: 'Insert', ctrl: true }, at), { act: 'insert' });
    assert.deepEqual(gridAct({ ...press, key: 'Delete', ctrl: true }, at), { act: 'remove' });
    assert.deepEqual(gridAct({ ...press, key: 'Enter', alt: true }, at), { act: 'detail' });
    for (const key of ['c', 'v', 'z', 'constructor'])
      assert.equal(gridAct({ ...press, key, ctrl: true }, at), undefined);
    assert.equal(gridAct({ ...press, key: 'Delete' }, at), undefined);
  });

  it('meet at most twelve cells a row', () => {
    for (const cells of Object.values(GRID_CELLS)) assert.ok(cells.length <= 12);
  });
});

describe('what an amendment changes', () => {
  it('is told field by field, rows by their numbers and not by their places', () => {
    const [first] = draft.lines;
    assert.ok(first);
    const two = { ...draft, lines: [first, { ...blankLine(2), description: '扫描仪' }] };
    const now = withValue({ ...two, lines: [...two.lines].reverse() }, 'lines.1.quantity', '18');

    assert.deepEqual(changesBetween(two, now), [{ path: 'lines.1.quantity', number: '1', was: '20', now: '18' }]);
    assert.deepEqual(
      changesBetween(two, draft).map(({ path, row, was }) => `${path} ${row} ${was}`),
      ['lines.1 removed 扫描仪'],
    );
    assert.deepEqual(
      changesBetween(draft, two).map(({ path, row, now: added }) => `${path} ${row} ${added}`),
      ['lines.1 added 扫描仪'],
    );
  });
});

describe('the next reference', () => {
  it('is the newest with its last digits one higher, past those that are used', () => {
    assert.equal(nextReference(['CG-2026-0412', 'CG-2026-0470']), 'CG-2026-0413');
    assert.equal(nextReference(['CG-2026-0412', 'CG-2026-0413']), 'CG-2026-0414');
    assert.equal(nextReference(['CG-0999-A']), 'CG-1000-A');
    assert.equal(nextReference(['without digits']), '');
    assert.equal(nextReference([]), '');
  });
});

type Placed = readonly [rule: string, pointer: string];

/** What a check says, as far as a fix reads it. */
function checked(...findings: readonly Placed[]): AnswerOf<'checkOrder'> {
  const decision = { findings: findings.map(([rule, pointer]) => ({ rule, pointer })), indeterminate: [] };
  return { decision } as unknown as AnswerOf<'checkOrder'>;
}
