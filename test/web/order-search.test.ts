import assert from 'node:assert/strict';
import { isFiltered, queryOf, readFilters, shownFilters } from '../../src/web/orders/order-search.ts';

const TODAY = '2026-11-28';
const NONE = shownFilters({});

describe('the filters of the list of orders', () => {
  it('take a year, days, amounts and a rule as an office types them', () => {
    const typed = {
      ...{ fiscalYear: '２０２６', submittedFrom: '11.1', submittedUntil: '20261128' },
      ...{ totalFrom: '10万', totalUntil: '1,000,000', rule: 'os-01' },
    };

    assert.deepEqual(readFilters(typed, TODAY), {
      filters: {
        ...{ fiscalYear: '2026', submittedFrom: '2026-11-01', submittedUntil: '2026-11-28' },
        ...{ totalFrom: '100000.00', totalUntil: '1000000.00', rule: 'OS-01' },
      },
      wrong: [],
    });
  });

  it('take back what is emptied, and say what cannot be read', () => {
    const { filters, wrong } = readFilters({ ...NONE, fiscalYear: '今年', rule: '系统' }, TODAY);

    assert.deepEqual(wrong, ['fiscalYear', 'rule']);
    assert.ok(Object.hasOwn(filters, 'submittedFrom'));
    assert.equal(filters.submittedFrom, undefined);
  });

  it('stand in the address and in the question to the gate', () => {
    const search = { supplier: '91420000MA49876543', submittedFrom: '2026-11-01', fiscalYear: undefined };

    assert.equal(shownFilters(search).submittedFrom, '2026-11-01');
    assert.equal(queryOf(search).supplier, '91420000MA49876543');
    assert.deepEqual([isFiltered(search), isFiltered({ fiscalYear: undefined, sort: 'total' })], [true, false]);
  });
});
