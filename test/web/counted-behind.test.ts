import assert from 'node:assert/strict';
import { shippedForms } from '../../src/campaigns/index.ts';
import { countedBehind } from '../../src/web/matters/counted-behind.ts';
import { readSheetForm } from '../../src/web/sheet/form-document.ts';

describe('what the register says about a rectification', () => {
  const document = shippedForms().find(({ form: { id } }) => id === 'software-use')?.form;
  assert.ok(document);
  const form = readSheetForm(document as never);
  const figuresOf = (cell: string) => countedBehind(form, cell).map(({ prefill: { figure, of } }) => [figure, of]);

  it('is what the gate counts of the cells that a cell is worked out of, however deep', () => {
    assert.deepEqual(figuresOf('office.ungenuine'), [
      ['software.installed', 'office'],
      ['software.genuine', 'office'],
    ]);
    assert.ok(figuresOf('all.rate').length > 2);
  });

  it('is the figure of a cell that is counted itself, and nothing for a cell that no form has', () => {
    assert.deepEqual(figuresOf('office.installed'), [['software.installed', 'office']]);
    assert.deepEqual(figuresOf('office.never'), []);
  });
});
