import assert from 'node:assert/strict';
import { compileForm } from '../../../src/campaigns/index.ts';
import { cell, choice, faultsOf, type GivenForm, givenForm, moreThan, rowCell } from './given-form.ts';

const message = { 'zh-CN': '不对', en: 'wrong' };
const two = [cell('a.one', 'count'), cell('a.two', 'count')];
const check = (more: object) => ({ id: 'wrong', severity: 'error', when: moreThan('a.one', 1), message, ...more });

describe('the document of a form', () => {
  it('takes a form that is in order, and freezes it', () => {
    const result = compileForm(givenForm({}));

    assert.ok('form' in result);
    assert.equal(result.form.key, 'given@1');
    assert.match(result.form.digest, /^sha256:[0-9a-f]{64}$/);
    assert.ok(Object.isFrozen(result.form.form.cells[0]));
  });

  it('has one digest, whatever order its keys came in', () => {
    const digestOf = (document: object): string => {
      const result = compileForm(document);
      return 'form' in result ? result.form.digest : assert.fail('the form is not one');
    };
    const form = givenForm({});

    assert.equal(digestOf(form), digestOf(Object.fromEntries(Object.entries(form).toReversed())));
    assert.notEqual(digestOf(form), digestOf({ ...form, annex: '附件2' }));
  });

  const CASES: readonly [says: string, document: object, fault: string][] = [
    ['another schema', givenForm({ more: { schema: 'gate-form/2' } }), '/schema document.wrong_schema'],
    ['a key nobody knows', givenForm({ more: { formula: 'a+b' } }), '/formula document.unknown_key'],
    ['a text in one language', givenForm({ more: { title: { 'zh-CN': '表' } } }), '/title text.language_missing'],
    ['a revision of no number', givenForm({ more: { revision: 1.5 } }), '/revision form.revision_malformed'],
    ['a reporter nobody knows', givenForm({ more: { reporters: ['person'] } }), '/reporters/0 document.not_one_of'],
    ['a hyphen in a cell', of({ cells: [cell('os-client.one', 'count')] }), '/cells/0/id cell.id_malformed'],
    [
      'a cell twice',
      of({ cells: [cell('a.one', 'count'), cell('a.one', 'flag')] }),
      '/sections/0/cells/1 document.duplicate',
    ],
    ['a cell in no section', of({ more: { cells: two } }), '/cells/1 cell.nowhere'],
    [
      'a number without a way to sum it',
      of({ cells: [cell('a.one', 'count', { sum: undefined })] }),
      '/cells/0 cell.key_wanted',
    ],
    ['a text that is summed', of({ cells: [cell('a.one', 'text', { sum: 'add' })] }), '/cells/0/sum cell.key_unwanted'],
    [
      'a choice of nothing',
      of({ cells: [cell('a.one', 'choice', { choices: [] })] }),
      '/cells/0/choices document.empty_list',
    ],
    [
      'a choice twice',
      of({ cells: [cell('a.one', 'choice', { choices: [choice('x'), choice('x')] })] }),
      '/cells/0/choices/1/id document.duplicate',
    ],
    [
      'bounds the wrong way round',
      of({ cells: [cell('a.one', 'count', { min: 3, max: 2 })] }),
      '/cells/0/min form.bounds_reversed',
    ],
    [
      'a bound below nothing',
      of({ cells: [cell('a.one', 'count', { min: -1 })] }),
      '/cells/0/min form.number_malformed',
    ],
    ['a computed cell that must be filled', sumOf({ required: true }), '/cells/2/required cell.computed_required'],
    [
      'a heading of two cells',
      of({ cells: [cell('a.one', 'count', { headings: ['套 数'] }), cell('a.two', 'count', { headings: ['套数*'] })] }),
      '/cells/1/headings/0 cell.heading_twice',
    ],
    [
      'two computations in one',
      computed({ sum: ['a.one'], rate: ['a.one', 'a.two'] }),
      '/cells/2/compute computation.shape',
    ],
    ['a computation nobody knows', computed({ formula: 'a.one * 2' }), '/cells/2/compute computation.shape'],
    [
      'a computation with a prototype for a name',
      computed({ constructor: ['a.one'] }),
      '/cells/2/compute computation.shape',
    ],
    [
      'a sum of a cell that is not there',
      computed({ sum: ['a.one', 'a.three'] }),
      '/cells/2/compute/sum/1 cell.unknown',
    ],
    ['a sum of itself', computed({ sum: ['a.one', 'a.sum'] }), '/cells/2/compute computation.cycle'],
    [
      'a difference of three',
      computed({ difference: ['a.one', 'a.two', 'a.three'] }),
      '/cells/2/compute/difference document.too_long',
    ],
    ['a rate that claims to be a count', computed({ rate: ['a.one', 'a.two'] }), '/cells/2/compute computation.type'],
    [
      'a sum of money and copies',
      of({
        cells: [
          cell('a.one', 'count'),
          cell('a.two', 'fen'),
          cell('a.sum', 'count', { compute: { sum: ['a.one', 'a.two'] } }),
        ],
      }),
      '/cells/2/compute/sum/1 computation.type',
    ],
    [
      'a rate of copies of money',
      of({
        cells: [
          cell('a.one', 'count'),
          cell('a.two', 'fen'),
          cell('a.rate', 'rate', { compute: { rate: ['a.one', 'a.two'] } }),
        ],
      }),
      '/cells/2/compute/rate/1 computation.type',
    ],
    [
      'a check on a cell that is not there',
      of({ checks: [check({ when: moreThan('a.none', 1) })] }),
      '/checks/0/when/fact cell.unknown',
    ],
    [
      'a check on a text',
      of({
        cells: [cell('a.one', 'count'), cell('a.words', 'text')],
        checks: [check({ when: { fact: 'a.words', operator: 'equal', value: 'x' } })],
      }),
      '/checks/0/when/fact check.on_text',
    ],
    [
      'a check of a kind it is not',
      of({ checks: [check({ severity: 'fatal' })] }),
      '/checks/0/severity document.not_one_of',
    ],
    [
      'an operator of another type',
      of({ checks: [check({ when: { fact: 'a.one', operator: 'fen.atLeast', value: 1 } })] }),
      '/checks/0/when/operator leaf.operator_wrong_type',
    ],
    [
      'an any of nothing, which would hold',
      of({ checks: [check({ when: { any: [] } })] }),
      '/checks/0/when/any condition.empty_list',
    ],
    [
      'a path in a condition',
      of({ checks: [check({ when: { ...moreThan('a.one', 1), path: '$.x' } })] }),
      '/checks/0/when/path condition.path',
    ],
    [
      'a check with the name of one of ours',
      of({ checks: [check({ id: 'required' })] }),
      '/checks/0/id check.id_reserved',
    ],
    [
      'a placeholder in one language',
      of({ checks: [check({ message: { 'zh-CN': '{{a.one}}', en: 'wrong' } })] }),
      '/checks/0/message placeholder.languages_differ',
    ],
    [
      'a check on rows that do not repeat',
      of({ checks: [check({ rows: 'main' })] }),
      '/checks/0/rows section.rows_wanted',
    ],
    [
      'a check of the whole on a cell of rows',
      of({ machines: [rowCell('m.one', 'count')], checks: [check({ when: moreThan('m.one', 1) })] }),
      '/checks/0/when/fact cell.in_rows',
    ],
    [
      'a computed cell in rows',
      of({ machines: [rowCell('m.one', 'count', { compute: { sum: ['a.one'] } })] }),
      '/cells/1/compute section.computed_in_rows',
    ],
    [
      'rows of a section that has none',
      computed({ countRows: { section: 'main' } }),
      '/cells/2/compute/countRows/section section.rows_wanted',
    ],
    ['a matter about no cell', of({ opens: [opening({ cell: 'a.none' })] }), '/opens/0/cell cell.unknown'],
    ['a matter due at once', of({ opens: [opening({ dueDays: 0 })] }), '/opens/0/dueDays form.number_malformed'],
    [
      'a matter of a kind no form opens',
      of({ opens: [opening({ kind: 'listing' })] }),
      '/opens/0/kind document.not_one_of',
    ],
    ['no test at all', of({ tests: [] }), '/tests document.empty_list'],
    ['a test that expects nothing', of({ tests: [{ says: 'x', expect: {} }] }), '/tests/0/expect document.missing_key'],
    [
      'a test of a cell that is not there',
      of({ tests: [{ says: 'x', cells: { 'a.none': 1 }, expect: { checks: [] } }] }),
      '/tests/0/cells/a.none test.unreadable',
    ],
    [
      'a test that is wrong about a check',
      of({ checks: [check({})], tests: [{ says: 'x', cells: { 'a.one': 2 }, expect: { checks: [] } }] }),
      '/tests/0/expect/checks test.checks',
    ],
    [
      'a test that is wrong about a sum',
      computed(
        { sum: ['a.one', 'a.two'] },
        { cells: { 'a.one': 2, 'a.two': 2 }, expect: { computed: { 'a.sum': '5' } } },
      ),
      '/tests/0/expect/computed/a.sum test.computed',
    ],
    [
      '601 cells',
      of({ cells: Array.from({ length: 601 }, (_, at) => cell(`a.n${at}`, 'count')) }),
      '/cells document.too_long',
    ],
  ];
  for (const [says, document, fault] of CASES) {
    it(`refuses ${says}`, () => {
      assert.deepEqual(faultsOf(document), [fault]);
    });
  }

  it('refuses a placeholder for no cell, in each language', () => {
    const words = { 'zh-CN': '{{a.none}}', en: '{{a.none}}' };

    assert.deepEqual(faultsOf(of({ checks: [check({ message: words })] })), [
      '/checks/0/message/zh-CN placeholder.fact_unknown',
      '/checks/0/message/en placeholder.fact_unknown',
    ]);
  });

  it('names a circle by its members', () => {
    const cells = [
      cell('a.one', 'count', { compute: { sum: ['a.two'] } }),
      cell('a.two', 'count', { compute: { sum: ['a.three'] } }),
      cell('a.three', 'count', { compute: { sum: ['a.one'] } }),
    ];
    const result = compileForm(givenForm({ cells }));

    assert.ok('offences' in result);
    assert.equal(
      result.offences[0]?.message.en,
      'the computations go round in a circle: a.one → a.two → a.three → a.one',
    );
    assert.match(result.offences[0]?.message['zh-CN'] ?? '', /成环/);
  });

  it('takes 600 cells', () => {
    assert.deepEqual(faultsOf(of({ cells: Array.from({ length: 600 }, (_, at) => cell(`a.n${at}`, 'count')) })), []);
  });

  it('refuses what is no document at all, and never throws', () => {
    for (const junk of [null, 7, 'form', [], {}, { schema: 'gate-form/1', cells: [null], sections: [7] }]) {
      assert.notDeepEqual(faultsOf(junk), []);
    }
  });
});

function of(given: GivenForm): object {
  return givenForm(given);
}

function computed(compute: object, test?: object): object {
  const cells = [...two, cell('a.sum', 'count', { compute })];
  return givenForm({ cells, ...(test && { tests: [{ says: 'x', ...test }] }) });
}

function sumOf(more: Readonly<Record<string, unknown>>): object {
  return givenForm({ cells: [...two, cell('a.sum', 'count', { compute: { sum: ['a.one', 'a.two'] }, ...more })] });
}

function opening(more: object): Readonly<Record<string, unknown>> {
  const title = { 'zh-CN': '整改', en: 'mend' };
  const when = moreThan('a.one', 0);
  return { id: 'mend', cell: 'a.one', when, kind: 'rectification', severity: 'high', dueDays: 30, title, ...more };
}
