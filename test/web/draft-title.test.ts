import assert from 'node:assert/strict';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { blankLine, blankOrder } from '../../src/web/orders/workspace/body/order-draft.ts';
import { draftTitle } from '../../src/web/orders/workspace/draft/draft-title.ts';
import { examples } from './order-examples.ts';

const typed = draftOfOrder(examples.approvable);
const blank = { ...blankOrder({ agencyCode: typed.agencyCode, fiscalYear: '2026' }), reference: 'JZ-2026-0465' };

describe('what a draft is called in lists', () => {
  it('tells drafts of one number apart by what they buy and what that comes to', () => {
    const [line = blankLine(1)] = typed.lines;
    const other = { ...line, line: '2', description: '便携式计算机', quantity: '3', unitPrice: '1000' };

    const titles = [
      blank,
      { ...blank, lines: [{ ...line, description: '台式计算机', quantity: '12', unitPrice: '4,850' }] },
      { ...blank, lines: [{ ...line, description: '台式计算机', quantity: '', unitPrice: '' }, other] },
    ].map(draftTitle);

    assert.deepEqual(titles, [
      'JZ-2026-0465',
      'JZ-2026-0465 · 台式计算机 ×12 · 58,200.00',
      'JZ-2026-0465 · 台式计算机 +1 · 3,000.00',
    ]);
  });

  it('is never longer than the gate takes, and never empty', () => {
    const [line = blankLine(1)] = typed.lines;
    const long = { ...blank, reference: '𠮷'.repeat(250), lines: [{ ...line, description: '长'.repeat(300) }] };

    assert.equal([...draftTitle(long)].length, 200);
    assert.ok(draftTitle(long).isWellFormed());
    assert.equal(draftTitle({ ...blank, reference: ' ' }), typed.agencyCode);
  });
});
