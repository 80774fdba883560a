import assert from 'node:assert/strict';
import { BLANK_CHANGE, missingFor, moneyAfter, statedChange } from '../../src/web/budget/change/change-body.ts';
import { moneyRequestOf } from '../../src/web/two-people/money-request.ts';
import { fenOf, yuanOf } from '../../src/web/ui/fen.ts';

const TYPED = { amount: ' 2万 ', documentNumber: ' 荆财预〔2026〕88号 ', reason: '年中调整 ' };
const LINE = { appropriation: '100000.00', available: '1500.05' };

describe('more or less money for a budget line', () => {
  it('is sent to the fen as it was typed, without blanks around it', () => {
    assert.deepEqual(statedChange(TYPED), {
      stated: { amount: '20000.00', documentNumber: '荆财预〔2026〕88号', reason: '年中调整' },
      faults: {},
    });
    assert.equal(statedChange({ ...TYPED, amount: '¥0.01' }).stated?.amount, '0.01');
  });

  it('is not sent while something is missing, or for nothing', () => {
    assert.deepEqual(statedChange(BLANK_CHANGE), {
      faults: { amount: 'needed', documentNumber: 'needed', reason: 'needed' },
    });
    for (const amount of ['0', '0.00', '-5', '1.234', '两万'])
      assert.deepEqual(statedChange({ ...TYPED, amount }), { faults: { amount: 'badAmount' } }, amount);
  });

  it('shows what the line has afterwards, to the fen and below nought too', () => {
    assert.deepEqual(moneyAfter(LINE, fenOf('0.95')), { appropriation: '100000.95', available: '1501.00' });
    assert.deepEqual(moneyAfter(LINE, -fenOf('1500.06')), { appropriation: '98499.94', available: '-0.01' });
    assert.equal(yuanOf(fenOf('-0.05')), '-0.05');
  });

  it('says how much is missing only where more is taken than is left', () => {
    assert.equal(missingFor(LINE, -fenOf('1500.05')), undefined);
    assert.equal(missingFor(LINE, -fenOf('1500.06')), 1n);
    assert.equal(missingFor({ available: '-20.00' }, fenOf('5.00')), undefined);
  });

  it('names the line that gives and the one that gets it to whoever signs', () => {
    const asked = { amount: '20.00', documentNumber: '荆财预〔2026〕88号', reason: '年中调整' };
    const request = (body: object) => ({ request: { params: {}, query: {}, file: null, body } }) as const;
    const revision = (direction: string) =>
      moneyRequestOf({ operation: 'reviseBudgetLine', ...request({ budgetLine: 'A', direction, ...asked }) } as never);

    assert.deepEqual(revision('increase'), { asked, from: undefined, to: 'A' });
    assert.deepEqual(revision('decrease'), { asked, from: 'A', to: undefined });
    assert.deepEqual(
      moneyRequestOf({ operation: 'transferBudget', ...request({ from: 'A', to: 'B', ...asked }) } as never),
      { asked, from: 'A', to: 'B' },
    );
    assert.equal(moneyRequestOf({ operation: 'changeBudgetLine', ...request({}) } as never), undefined);
  });
});
