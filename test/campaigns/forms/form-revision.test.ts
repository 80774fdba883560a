import assert from 'node:assert/strict';
import { revisionOffences } from '../../../src/campaigns/index.ts';
import { cell, compiled, type GivenForm, rowCell } from './given-form.ts';

const devices = { 'zh-CN': '台', en: 'devices' };

function faults(earlier: readonly GivenForm[], next: GivenForm): readonly string[] {
  const documents = earlier.map((given, at) => compiled({ ...given, more: { revision: at + 1, ...given.more } }).form);
  return revisionOffences(compiled(next).form, documents).map(({ pointer, code }) => `${pointer} ${code}`);
}

const second = (given: GivenForm, more: object = {}): GivenForm => ({ ...given, more: { revision: 2, ...more } });

describe('a revision of a form', () => {
  const first: GivenForm = { cells: [cell('a.one', 'count', { unit: devices }), cell('a.two', 'count')] };

  it('may add cells, drop them, and word them anew', () => {
    const cells = [
      cell('a.one', 'count', { unit: { ...devices, en: 'machines' }, required: true }),
      cell('a.new', 'flag'),
    ];

    assert.deepEqual(faults([first], second({ cells })), []);
  });

  it('is the next one, of the same form', () => {
    assert.deepEqual(faults([first], { ...first, more: { revision: 3 } }), ['/revision revision.number']);
    assert.deepEqual(faults([first], second(first, { id: 'other' })), ['/id revision.id']);
    assert.deepEqual(faults([], { ...first, more: { revision: 2 } }), ['/revision revision.number']);
  });

  for (const [says, changed, fault] of [
    ['the type', cell('a.one', 'fen', { unit: devices }), '/cells/0/type revision.type'],
    ['the unit', cell('a.one', 'count', { unit: { 'zh-CN': '套', en: 'sets' } }), '/cells/0/unit revision.unit'],
    ['the summing', cell('a.one', 'count', { unit: devices, sum: 'none' }), '/cells/0/sum revision.sum'],
  ] as const) {
    it(`leaves ${says} of a cell as it is`, () => {
      assert.deepEqual(faults([first], second({ cells: [changed] })), [fault]);
    });
  }

  it('leaves a cell that repeats where it repeats', () => {
    const cells = [cell('a.one', 'count')];

    assert.deepEqual(
      faults([{ cells, machines: [rowCell('m.one', 'flag')] }], second({ cells: [...cells, cell('m.one', 'flag')] })),
      ['/cells/1 revision.rows'],
    );
  });

  it('remembers cells that a revision in between no longer has', () => {
    const between = { cells: [cell('a.two', 'count')] };
    const next = { cells: [cell('a.two', 'count'), cell('a.one', 'flag')], more: { revision: 3 } };

    assert.deepEqual(faults([first, between], next), [
      '/cells/1/type revision.type',
      '/cells/1/unit revision.unit',
      '/cells/1/sum revision.sum',
    ]);
  });
});
