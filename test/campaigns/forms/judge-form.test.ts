import assert from 'node:assert/strict';
import { EMPTY } from '../../../src/campaigns/index.ts';
import { cell, compiled, computedBy, filed, moreThan, rowCell } from './given-form.ts';

const one = cell('a.one', 'count');
const two = cell('a.two', 'count');

describe('what a form computes', () => {
  const rate = [one, two, cell('a.rate', 'rate', { compute: { rate: ['a.one', 'a.two'] } })];
  const CASES: readonly [part: number | null, whole: number | null, rate: string][] = [
    [1144, 1170, '97.78'],
    [1, 3, '33.33'],
    [2, 3, '66.67'],
    [1, 8, '12.50'],
    [1, 20_000, '0.01'],
    [1, 20_001, '0.00'],
    [0, 5, '0.00'],
    [5, 5, '100.00'],
    [0, 0, EMPTY],
    [null, 5, EMPTY],
    [5, null, EMPTY],
  ];
  for (const [part, whole, text] of CASES) {
    it(`says of ${part ?? 'nothing'} in ${whole ?? 'nothing'}: ${text}`, () => {
      assert.equal(computedBy(rate, { 'a.one': part, 'a.two': whole }, 'a.rate'), text);
    });
  }

  it('leaves a sum empty that has an empty part: empty is not zero', () => {
    const cells = [one, two, cell('a.sum', 'count', { compute: { sum: ['a.one', 'a.two'] } })];

    assert.equal(computedBy(cells, { 'a.one': 3 }, 'a.sum'), EMPTY);
    assert.equal(computedBy(cells, { 'a.one': 3, 'a.two': 0 }, 'a.sum'), '3');
  });

  it('lets a difference end at nothing', () => {
    const cells = [one, two, cell('a.less', 'count', { compute: { difference: ['a.one', 'a.two'] } })];

    assert.equal(computedBy(cells, { 'a.one': 5, 'a.two': 3 }, 'a.less'), '2');
    assert.equal(computedBy(cells, { 'a.one': 3, 'a.two': 5 }, 'a.less'), '0');
  });

  it('computes from what is computed, whatever stands first', () => {
    const cells = [
      cell('a.rate', 'rate', { compute: { rate: ['a.less', 'a.two'] } }),
      cell('a.less', 'count', { compute: { difference: ['a.two', 'a.one'] } }),
      one,
      two,
    ];

    assert.equal(computedBy(cells, { 'a.one': 1, 'a.two': 4 }, 'a.rate'), '75.00');
  });

  it('adds money to the fen', () => {
    const cells = [cell('a.x', 'fen'), cell('a.y', 'fen'), cell('a.sum', 'fen', { compute: { sum: ['a.x', 'a.y'] } })];

    assert.equal(computedBy(cells, { 'a.x': '9999999999.99', 'a.y': '0.02' }, 'a.sum'), '10000000000.01');
  });

  it('says when a sum is larger than can be counted', () => {
    const form = compiled({
      machines: [rowCell('m.fen', 'fen')],
      cells: [cell('a.sum', 'fen', { compute: { sumRows: { section: 'machines', cell: 'm.fen' } } })].concat(
        Array.from({ length: 30 }, (_, at) =>
          cell(`a.s${at}`, 'fen', { compute: { sum: Array.from({ length: 1 }, () => 'a.sum') } }),
        ),
        cell('a.all', 'fen', { compute: { sum: Array.from({ length: 30 }, (_, at) => `a.s${at}`) } }),
      ),
    });
    const rows = { machines: Array.from({ length: 500 }, () => ({ 'm.fen': '10000000000.00' })) };

    const { computed, findings } = form.judge(filed(form, { rows }));

    assert.equal(computed['a.sum'], 500_000_000_000_000);
    assert.equal(computed['a.all'], null);
    assert.deepEqual(
      findings.map(({ check, pointer }) => [check, pointer]),
      [['too-large', '/cells/a.all']],
    );
  });

  it('counts and sums rows, and tells no rows from rows that nobody answered', () => {
    const form = compiled({
      machines: [rowCell('m.genuine', 'flag'), rowCell('m.copies', 'count')],
      cells: [
        cell('a.seen', 'count', { compute: { countRows: { section: 'machines' } } }),
        cell('a.bad', 'count', {
          compute: {
            countRows: { section: 'machines', where: { fact: 'm.genuine', operator: 'equal', value: false } },
          },
        }),
        cell('a.copies', 'count', { compute: { sumRows: { section: 'machines', cell: 'm.copies' } } }),
      ],
    });
    const of = (rows: unknown) => form.judge(filed(form, { rows: { machines: rows } })).computed;
    const machine = (genuine: boolean | null, copies: number | null) => ({ 'm.genuine': genuine, 'm.copies': copies });

    assert.deepEqual(of([machine(true, 2), machine(false, 3)]), { 'a.seen': 2, 'a.bad': 1, 'a.copies': 5 });
    assert.deepEqual(of([]), { 'a.seen': 0, 'a.bad': 0, 'a.copies': 0 });
    assert.deepEqual(of(null), { 'a.seen': null, 'a.bad': null, 'a.copies': null });
    assert.deepEqual(of([machine(null, 2), machine(false, null)]), { 'a.seen': 2, 'a.bad': null, 'a.copies': null });
  });
});

describe('what a form finds', () => {
  const message = { 'zh-CN': '{{a.one}} 大于 {{a.two}}', en: '{{a.one}} is more than {{a.two}}' };
  const check = { id: 'more', severity: 'error', when: moreThan('a.one', { fact: 'a.two' }), message };

  it('fires a check with its place and both languages, and skips it where a cell is empty', () => {
    const form = compiled({ cells: [one, two], checks: [check] });
    const found = (cells: object) => form.judge(filed(form, { cells })).findings;

    assert.deepEqual(found({ 'a.one': 3, 'a.two': 2 }), [
      {
        check: 'more',
        severity: 'error',
        pointer: '/cells/a.one',
        cell: 'a.one',
        message: { 'zh-CN': '3 大于 2', en: '3 is more than 2' },
      },
    ]);
    assert.deepEqual(found({ 'a.one': 2, 'a.two': 2 }), []);
    assert.deepEqual(found({ 'a.one': 3 }), []);
  });

  it('looks at rows one by one', () => {
    const checks = [
      { ...check, rows: 'machines', when: moreThan('m.copies', 2), message: { 'zh-CN': '多', en: 'many' } },
    ];
    const form = compiled({ machines: [rowCell('m.copies', 'count')], checks });

    const { findings } = form.judge(
      filed(form, { rows: { machines: [{ 'm.copies': 2 }, { 'm.copies': 3 }, { 'm.copies': null }] } }),
    );

    assert.deepEqual(
      findings.map(({ pointer }) => pointer),
      ['/rows/machines/1/m.copies'],
    );
  });

  it('wants what is required: cells, texts, cells of rows, and what another answer asks for', () => {
    const form = compiled({
      cells: [
        cell('a.one', 'count', { required: true }),
        cell('a.words', 'text', { required: true }),
        cell('a.yes', 'flag'),
        cell('a.then', 'day', { requiredIf: { fact: 'a.yes', operator: 'equal', value: true } }),
      ],
      machines: [rowCell('m.number', 'text', { required: true })],
    });
    const missing = (body: object) => form.judge(filed(form, { ...body })).findings.map(({ pointer }) => pointer);

    assert.deepEqual(missing({}), ['/cells/a.one', '/texts/a.words']);
    assert.deepEqual(missing({ cells: { 'a.one': 0, 'a.yes': true }, texts: { 'a.words': ' ' } }), [
      '/texts/a.words',
      '/cells/a.then',
    ]);
    assert.deepEqual(
      missing({ cells: { 'a.one': 0 }, texts: { 'a.words': '好' }, rows: { machines: [{ 'm.number': 'A1' }, {}] } }),
      ['/rows/machines/1/m.number'],
    );
  });

  it('asks nobody for what another fills in', () => {
    const form = compiled({
      cells: [cell('a.one', 'count', { required: true })],
      judged: [cell('b.one', 'count', { required: true })],
    });
    const missing = (by?: 'agency' | 'office') =>
      form.judge(filed(form, {}), by ? { by } : {}).findings.map(({ cell: id }) => id);

    assert.deepEqual(missing(), ['a.one', 'b.one']);
    assert.deepEqual(missing('agency'), ['a.one']);
    assert.deepEqual(missing('office'), ['b.one']);
  });

  it('opens a matter where its condition holds', () => {
    const title = { 'zh-CN': '有 {{a.one}} 套', en: '{{a.one}} copies' };
    const opens = [
      {
        id: 'mend',
        cell: 'a.one',
        when: moreThan('a.one', 0),
        kind: 'rectification',
        severity: 'high',
        dueDays: 30,
        title,
      },
    ];
    const form = compiled({ cells: [one], opens });
    const opened = (cells: object) => form.judge(filed(form, { cells })).opens;

    assert.deepEqual(opened({ 'a.one': 2 }), [
      {
        id: 'mend',
        cell: 'a.one',
        kind: 'rectification',
        severity: 'high',
        dueDays: 30,
        title: { 'zh-CN': '有 2 套', en: '2 copies' },
      },
    ]);
    assert.deepEqual([opened({ 'a.one': 0 }), opened({})], [[], []]);
  });
});

describe('what a roll-up computes', () => {
  it('takes rates from sums, and what was summed as it was summed', () => {
    const form = compiled({
      cells: [
        one,
        two,
        cell('a.less', 'count', { compute: { difference: ['a.two', 'a.one'] } }),
        cell('a.rate', 'rate', { compute: { rate: ['a.one', 'a.two'] } }),
        cell('a.lack', 'rate', { compute: { rate: ['a.less', 'a.two'] } }),
      ],
    });

    // One unit's surplus covers nobody else's lack: the shortfalls were summed, 26 and not 25.
    assert.deepEqual(form.recompute({ 'a.one': 1_145, 'a.two': 1_170, 'a.less': 26 }), {
      'a.rate': 9_786,
      'a.lack': 222,
    });
    assert.deepEqual(form.recompute({}), { 'a.rate': null, 'a.lack': null });
  });
});
