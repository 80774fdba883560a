import assert from 'node:assert/strict';
import { formChanges } from '../../src/web/campaigns/forms/form-changes.ts';
import { placeInForm } from '../../src/web/campaigns/forms/form-parts.ts';
import { readFormText } from '../../src/web/campaigns/forms/read-form-text.ts';

const title = (zh: string) => ({ 'zh-CN': zh, en: zh });

describe('the document of a form', () => {
  const before = {
    ...{ id: 'given', revision: 1, title: title('清点表'), print: { orientation: 'portrait' } },
    cells: [
      { id: 'a.one', type: 'count', title: title('一'), min: 0 },
      { id: 'a.two', type: 'count', title: title('二') },
    ],
    ...{
      sections: [{ id: 's', cells: ['a.one', 'a.two'] }],
      checks: [{ id: 'c', when: { fact: 'a.one' } }],
      opens: [],
    },
  };

  it('names where something is wrong by the part that it is in, and says what follows in it', () => {
    const place = placeInForm(before, '/cells/1/compute/sum/0');

    assert.deepEqual([place.list, place.at, place.id, place.title], ['cells', 2, 'a.two', title('二')]);
    assert.deepEqual(place.rest, ['compute', 'sum', '0']);
    assert.deepEqual(placeInForm(before, '/cells/9').id, undefined);
    assert.deepEqual(placeInForm(before, '/print/orientation').rest, ['orientation']);
    assert.deepEqual(placeInForm(before, '').list, '');
    assert.deepEqual(placeInForm({ cells: 'none' }, '/cells/0/id').rest, ['0', 'id']);
  });

  it('says what a revision adds, takes away and changes, and nothing of what only moved', () => {
    const after = {
      ...before,
      ...{ revision: 2, print: { orientation: 'landscape' } },
      cells: [
        { title: title('三'), id: 'a.three', type: 'count' },
        { min: 0, type: 'count', title: title('壹'), id: 'a.one' },
      ],
      sections: [{ cells: ['a.one', 'a.two'], id: 's' }],
    };

    const told = formChanges(before, after).map(({ kind, part, id, fields }) => [kind, part, id, ...fields]);

    assert.deepEqual(told, [
      ['changed', 'whole', '', 'print'],
      ['added', 'cells', 'a.three'],
      ['removed', 'cells', 'a.two'],
      ['changed', 'cells', 'a.one', 'title'],
    ]);
    assert.deepEqual(formChanges(before, { ...before, revision: 2 }), []);
  });

  it('is read as editors save it, and refused with words where it is no document', () => {
    const says = { empty: 'empty', noObject: 'no object', badJson: () => 'bad' };

    assert.deepEqual(readFormText('\uFEFF{"id":"x"}\n', says), { document: { id: 'x' } });
    const faults = ['  ', '[1]', 'null', '{"id":'].map((text) => readFormText(text, says).fault);
    assert.deepEqual(faults, ['empty', 'no object', 'no object', 'bad']);
  });
});
