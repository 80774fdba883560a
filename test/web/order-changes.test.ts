import assert from 'node:assert/strict';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { blankLine, blankOrder, type OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';
import { textAt, withValue } from '../../src/web/orders/workspace/body/paths.ts';
import { changesBetween } from '../../src/web/orders/workspace/changes/changes.ts';
import { mergeOf } from '../../src/web/orders/workspace/changes/merge.ts';
import {
  copyOf,
  duplicateOf,
  withCopiedOrder,
  withCopiedRows,
} from '../../src/web/orders/workspace/copy/copied-rows.ts';
import { DraftHistory } from '../../src/web/orders/workspace/history/draft-history.ts';
import { examples } from './order-examples.ts';

const { approvable } = examples;
const base = draftOfOrder(approvable);
const [line] = base.lines;
assert.ok(line);

const withLine = (draft: OrderDraft, number: number, description: string): OrderDraft => ({
  ...draft,
  lines: [...draft.lines, { ...blankLine(number), description }],
});
const without = (draft: OrderDraft, number: string): OrderDraft => ({
  ...draft,
  lines: draft.lines.filter((one) => one.line !== number),
});

describe('two that changed one order', () => {
  it('have both changes where they do not meet, and are asked where they do', () => {
    const mine = withValue(withValue(base, 'lines.0.quantity', '18'), 'justification', '我的');
    const theirs = withValue(withValue(base, 'lines.0.brand', '紫光'), 'justification', '对方的');

    const { draft, conflicts, taken } = mergeOf({ base, mine, theirs });

    assert.deepEqual([draft.lines[0]?.quantity, draft.lines[0]?.brand], ['18', '紫光']);
    assert.deepEqual([draft.justification, taken], ['我的', 1]);
    assert.deepEqual(
      conflicts.map(({ key, mine: my, theirs: their }) => [key, my, their]),
      [['justification', '我的', '对方的']],
    );
    assert.equal(mergeOf({ base, mine, theirs }, { justification: 'theirs' }).draft.justification, '对方的');
    assert.deepEqual(mergeOf({ base, mine, theirs: mine }).conflicts, []);
  });

  it('keep rows that either of them added, under numbers of their own', () => {
    const mine = withLine(base, 9, '扫描仪');
    const theirs = withLine(base, 9, '打印机');

    const { draft, conflicts } = mergeOf({ base, mine, theirs });

    assert.deepEqual(
      draft.lines.map((one) => `${one.line} ${one.description}`),
      [`1 ${line.description}`, '9 扫描仪', '10 打印机'],
    );
    assert.deepEqual(conflicts, []);
  });

  it('are asked about a row that one removed and the other changed, and not about one that was left as it was', () => {
    const two = withLine(base, 2, '扫描仪');
    const changed = withValue(two, 'lines.1.description', '高速扫描仪');
    const removed = without(two, '2');
    const numbers = ({ draft }: { draft: OrderDraft }) => draft.lines.map((one) => one.line);

    assert.deepEqual(numbers(mergeOf({ base: two, mine: two, theirs: removed })), ['1']);
    assert.deepEqual(numbers(mergeOf({ base: two, mine: removed, theirs: two })), ['1']);
    const theyRemoved = { base: two, mine: changed, theirs: removed };
    assert.deepEqual(
      mergeOf(theyRemoved).conflicts.map(({ key }) => key),
      ['lines#2'],
    );
    assert.deepEqual(numbers(mergeOf(theyRemoved)), ['1', '2']);
    assert.deepEqual(numbers(mergeOf(theyRemoved, { 'lines#2': 'theirs' })), ['1']);
    const iRemoved = { base: two, mine: removed, theirs: changed };
    assert.deepEqual(numbers(mergeOf(iRemoved)), ['1']);
    assert.equal(mergeOf(iRemoved, { 'lines#2': 'theirs' }).draft.lines[1]?.description, '高速扫描仪');
  });

  it('have what the form does not show as the gate has it now', () => {
    const theirs = { ...base, kept: '{"classified":true}' };

    assert.equal(mergeOf({ base, mine: base, theirs }).draft.kept, theirs.kept);
  });
});

describe('what was typed', () => {
  it('goes back and forth step by step, keys into one field being one step', () => {
    const history = new DraftHistory(base);
    for (const value of ['1', '18']) history.typed('lines.0.quantity', value);
    history.typed('reference', 'CG-9');

    assert.equal(textAt(history.undo(), 'reference'), base.reference);
    assert.deepEqual(changesBetween(base, history.undo() ?? blankOrder({ agencyCode: '', fiscalYear: '' })), []);
    assert.deepEqual([history.undo(), history.canUndo, history.canRedo], [undefined, false, true]);
    assert.equal(textAt(history.redo(), 'lines.0.quantity'), '18');
    history.typed('reference', 'CG-10');
    assert.deepEqual([history.redo(), history.canRedo], [undefined, false]);
  });

  it('is one step where rows change at once, none where nothing changed, and a hundred steps at most', () => {
    const history = new DraftHistory(base);
    history.changed(structuredClone(base));
    assert.equal(history.canUndo, false);
    history.changed(without(base, '1'));
    assert.deepEqual(history.undo(), base);
    for (let step = 0; step < 150; step += 1) history.typed(step % 2 === 0 ? 'reference' : 'justification', `${step}`);

    let steps = 0;
    while (history.undo() !== undefined) steps += 1;
    assert.equal(steps, 100);
  });
});

describe('an earlier order that is copied', () => {
  const blank = blankOrder({ agencyCode: approvable.agencyCode, fiscalYear: '2026' });
  const known = {
    budgetLines: new Set(base.lines.map(({ funding }) => funding[0]?.budgetLine ?? '')),
    filings: new Set<string>(),
  };

  it('fills what is empty, and states no proof, day or number that nobody looked up for this one', () => {
    const copied = withCopiedOrder({ ...blank, reference: 'CG-1', method: 'inquiry' }, approvable, known);

    assert.deepEqual([copied.reference, copied.method, copied.supplier.name], ['CG-1', 'inquiry', base.supplier.name]);
    assert.deepEqual(
      [copied.expectedDeliveryOn, copied.supplier.creditCheckedOn, copied.planFilingNumber],
      ['', '', ''],
    );
    const [first] = copied.lines;
    assert.deepEqual([first?.description, first?.line, first?.kept], [line.description, '1', '']);
    assert.equal(first?.computer.operatingSystem.evidence[0]?.reference, '');
    assert.equal(first?.funding[0]?.budgetLine, line.funding[0]?.budgetLine);
    assert.equal(copied.softwarePlan.length, base.softwarePlan.length);
    for (const item of copied.softwarePlan) assert.deepEqual([item.evidence[0]?.reference, item.deliverBy], ['', '']);
  });

  it('leaves budget lines of another year behind, and comes after the lines that are typed', () => {
    const { lines } = approvable;
    const copied = withCopiedRows(base, { lines, softwarePlan: [], budgetLines: new Set() });

    assert.deepEqual(
      copied.lines.map((one) => [one.line, one.funding[0]?.budgetLine]),
      [
        ['1', line.funding[0]?.budgetLine],
        ['2', ''],
      ],
    );
    assert.deepEqual(copied.lines[0], line);
  });

  it('says by their new numbers which goods pay for computers inside them', () => {
    const [computers] = approvable.lines;
    assert.ok(computers);
    const board = { ...computers, line: 4, goods: 'other' as const, computer: null };
    const lines = [board, { ...computers, line: 7, pricedIn: 4 }];
    const copied = withCopiedRows(base, { lines, softwarePlan: [], budgetLines: new Set() });

    assert.deepEqual(
      copied.lines.map((one) => [one.line, one.pricedIn]),
      [
        ['1', ''],
        ['2', ''],
        ['3', '2'],
      ],
    );
  });

  it('may be a line of this order, under the next number and without what was read with the other', () => {
    const copied = copyOf(line);
    assert.deepEqual(duplicateOf(line, ['1', '4']), { ...copied, line: '5' });
    assert.deepEqual(copied, withValue({ ...line, kept: '' }, 'computer.operatingSystem.evidence.0.seats', ''));
    assert.notEqual(line.computer.operatingSystem.evidence[0]?.seats, '');
  });
});
