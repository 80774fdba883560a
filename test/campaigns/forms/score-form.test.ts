import assert from 'node:assert/strict';
import { EMPTY } from '../../../src/campaigns/index.ts';
import { cell, choice, compiled, computedBy, filed } from './given-form.ts';

const one = cell('a.one', 'count');
const two = cell('a.two', 'count');
const points = (id: string, more: object) => cell(id, 'points', { ...more });

describe('what a sheet scores', () => {
  const share = points('s.share', { compute: { share: { part: 'a.one', whole: 'a.two', points: 2 } } });
  const linear = points('s.linear', {
    compute: { linear: { part: 'a.one', whole: 'a.two', fromPercent: 80, toPercent: 100, points: 7 } },
  });

  it('rounds each item half up, from exact fractions', () => {
    assert.equal(computedBy([one, two, share], { 'a.one': 45, 'a.two': 48 }, 's.share'), '1.88');
    assert.equal(computedBy([one, two, linear], { 'a.one': 46, 'a.two': 48 }, 's.linear'), '5.54');
  });

  it('stays between none and all of the points', () => {
    for (const [part, text] of [
      [80, '0.00'],
      [79, '0.00'],
      [81, '0.35'],
      [100, '7.00'],
      [101, '7.00'],
    ] as const) {
      assert.equal(computedBy([one, two, linear], { 'a.one': part, 'a.two': 100 }, 's.linear'), text);
    }
    assert.equal(computedBy([one, two, share], { 'a.one': 5, 'a.two': 4 }, 's.share'), '2.00');
  });

  it('takes points for each, down to the cap', () => {
    const each = points('s.each', { compute: { each: { count: 'a.one', points: '2.5', cap: 10 } } });

    for (const [count, text] of [
      [0, '0.00'],
      [1, '2.50'],
      [4, '10.00'],
      [5, '10.00'],
    ] as const) {
      assert.equal(computedBy([one, each], { 'a.one': count }, 's.each'), text);
    }
  });

  const sheet = [
    one,
    two,
    cell('a.yes', 'flag'),
    cell('a.wanted', 'flag'),
    share,
    points('s.yes', {
      compute: { ifYes: { cell: 'a.yes', points: 6 } },
      appliesIf: { fact: 'a.wanted', operator: 'equal', value: true },
    }),
    points('s.manual', { max: 200 }),
    points('s.minus', { compute: { each: { count: 'a.one', points: 1, cap: 3 } } }),
    points('s.head', { compute: { sum: ['s.share', 's.yes'] } }),
    points('s.total', { compute: { total: { items: ['s.share', 's.yes', 's.manual'], deductions: ['s.minus'] } } }),
    cell('a.veto', 'flag'),
    cell('s.grade', 'choice', {
      choices: ['A', 'B', 'D'].map(choice),
      compute: {
        grade: {
          total: 's.total',
          steps: [
            { atLeast: 90, grade: 'A' },
            { atLeast: '59.99', grade: 'B' },
            { atLeast: 0, grade: 'D' },
          ],
          veto: { cell: 'a.veto', grade: 'D' },
        },
      },
    }),
  ];
  const all = { 'a.one': 1, 'a.two': 2, 'a.yes': true, 'a.wanted': true, 's.manual': '1.5', 'a.veto': false };

  it('earns a part of a hundred, less deductions, and a grade', () => {
    // 1.00 + 6.00 + 1.50 of 10.00, less 1.00.
    assert.equal(computedBy(sheet, all, 's.total'), '84.00');
    assert.equal(computedBy(sheet, all, 's.grade'), 'B');
  });

  it('leaves out what does not apply, and scales the rest to a hundred', () => {
    // 1.00 + 1.50 of 4.00, less 1.00.
    assert.equal(computedBy(sheet, { ...all, 'a.wanted': false }, 's.total'), '61.50');
    assert.equal(computedBy(sheet, { ...all, 'a.wanted': false }, 's.head'), '1.00');
    // 6.00 + 1.50 of 8.00: nothing to divide by, so the share does not apply.
    assert.equal(computedBy(sheet, { ...all, 'a.one': 0, 'a.two': 0 }, 's.total'), '93.75');
  });

  it('says which items are left out', () => {
    const form = compiled({ cells: sheet });

    const { inapplicable } = form.judge(filed(form, { cells: { ...all, 'a.wanted': false, 'a.one': 0, 'a.two': 0 } }));

    assert.deepEqual(inapplicable.toSorted(), ['s.head', 's.share', 's.yes']);
  });

  it('has no total and no grade while an item is empty', () => {
    for (const empty of ['a.one', 'a.yes', 'a.wanted', 's.manual']) {
      assert.equal(computedBy(sheet, { ...all, [empty]: null }, 's.total'), EMPTY, empty);
      assert.equal(computedBy(sheet, { ...all, [empty]: null }, 's.grade'), EMPTY, empty);
    }
  });

  it('sets the grade by a veto and keeps the score; a veto nobody answered leaves no grade', () => {
    assert.equal(computedBy(sheet, { ...all, 'a.veto': true }, 's.grade'), 'D');
    assert.equal(computedBy(sheet, { ...all, 'a.veto': true }, 's.total'), '84.00');
    assert.equal(computedBy(sheet, { ...all, 'a.veto': null }, 's.grade'), EMPTY);
  });

  it('never falls below nothing', () => {
    const cells = sheet.map((each) =>
      each.id === 's.minus' ? points('s.minus', { compute: { each: { count: 'a.one', points: 99, cap: 99 } } }) : each,
    );

    assert.equal(computedBy(cells, all, 's.total'), '0.00');
  });
});
