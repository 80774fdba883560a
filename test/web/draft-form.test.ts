import assert from 'node:assert/strict';
import { blankLine, blankOrder, type OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';
import { DraftForm } from '../../src/web/orders/workspace/draft-form.ts';

const LINES = 200;

function longOrder(): OrderDraft {
  const order = blankOrder({ agencyCode: '11421000MB1234562Q', fiscalYear: '2026' });
  return { ...order, lines: Array.from({ length: LINES }, (_line, at) => blankLine(at + 1)) };
}

/** A form of a long order, with a listener at each description. */
function heard() {
  const form = new DraftForm(longOrder());
  const fields: string[] = [];
  const changes: (string | undefined)[] = [];
  for (let at = 0; at < LINES; at += 1) {
    const path = `lines.${at}.description`;
    form.subscribeField(path, () => fields.push(path));
  }
  const end = form.subscribe((path) => changes.push(path));
  return { form, fields, changes, end };
}

describe('the form of an order', () => {
  it('tells a key to its own field only, and keeps every other line as it was', () => {
    const { form, fields, changes } = heard();
    const before = form.getValues();

    form.setValue('lines.100.description', '扫描仪');
    form.setValue('lines.100.description', '扫描仪');

    const now = form.getValues();
    assert.deepEqual([fields, changes], [['lines.100.description'], ['lines.100.description']]);
    assert.equal(form.valueOf('lines.100.description'), '扫描仪');
    assert.equal(before.lines[100]?.description, '');
    assert.equal(now.lines.filter((line, at) => line !== before.lines[at]).length, 1);
  });

  it('tells each that changed once when another draft is put into it, and a field that is gone has no value', () => {
    const { form, fields, changes } = heard();
    const [line] = form.getValues().lines;

    form.reset({ ...form.getValues(), lines: line ? [line] : [] });

    assert.deepEqual([fields.length, fields.includes('lines.0.description')], [LINES - 1, false]);
    assert.deepEqual(changes, [undefined]);
    assert.deepEqual([form.valueOf('lines.0.description'), form.valueOf('lines.1.description')], ['', undefined]);
  });

  it('takes nothing for a row that is gone', () => {
    const { form, changes } = heard();

    form.setValue(`lines.${LINES}.description`, '扫描仪');

    assert.deepEqual([form.getValues().lines.length, changes], [LINES, []]);
  });

  it('tells nothing to who no longer listens', () => {
    const { form, changes, end } = heard();
    const told: string[] = [];
    const stop = form.subscribeField('reference', () => told.push('reference'));
    stop();
    end();

    form.setValue('reference', 'CG-1');

    assert.deepEqual([told, changes], [[], []]);
  });
});
