import assert from 'node:assert/strict';
import { contractBody } from '../../src/web/orders/contract/contract-body.ts';

const TYPED = {
  number: ' HT-2026-31 ',
  signedOn: '12.3',
  supplier: '荆州江津数码有限公司',
  creditCode: '91421000ma48a00229',
  creditCheckedOn: '11.30',
  total: '１７,010元',
};

describe('a contract as it is typed', () => {
  it('is read as offices write days, amounts and codes', () => {
    assert.deepEqual(contractBody(TYPED, '2026-12-10'), {
      body: {
        number: 'HT-2026-31',
        signedOn: '2026-12-03',
        supplier: { creditCode: '91421000MA48A00229', name: '荆州江津数码有限公司', creditCheckedOn: '2026-11-30' },
        total: '17010.00',
      },
    });
  });

  it('tells at each field what keeps it from being one', () => {
    const typed = { ...TYPED, number: ' ', signedOn: '', creditCheckedOn: 'soon', total: '12.345' };

    assert.deepEqual(contractBody(typed, '2026-12-10'), {
      faults: { number: 'missing', signedOn: 'missing', creditCheckedOn: 'noDay', total: 'noMoney' },
    });
    assert.deepEqual(contractBody({ ...TYPED, creditCheckedOn: ' ' }, '2026-12-10'), {
      faults: { creditCheckedOn: 'notLookedUp' },
    });
    assert.deepEqual(contractBody({ ...TYPED, creditCode: '91421000' }, '2026-12-10'), {
      faults: { creditCode: 'noCode' },
    });
    const given = contractBody({ ...TYPED, creditCheckedOn: ' ' }, '2026-12-10', { isCreditChecked: false });
    assert.equal('body' in given && given.body.supplier.creditCheckedOn, null);
  });
});
