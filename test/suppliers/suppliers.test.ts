import assert from 'node:assert/strict';
import { event, gateForEachTest, given, leafTypes } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';

const SELLER = '91420000MA4KTEXT64';
const BARRED = '91421000MA48BARRE4';

function debarment(different: object = {}): object {
  return {
    supplier: BARRED,
    source: 'mof',
    reason: '提供虚假材料谋取中标',
    from: '2026-01-01',
    until: '2028-12-31',
    ...different,
  };
}

describe('suppliers', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);

    it('have affiliates, which change by an event, and a name, which is a description', async () => {
      const { tag } = await given(here.gate, '/v1/suppliers', { creditCode: SELLER, name: '湖北楚信信息技术有限公司' });
      const path = `/v1/suppliers/${SELLER}`;

      const changed = await here.gate.installer.post(`${path}/events`, event({ affiliates: [BARRED] }), {
        'if-match': tag,
      });
      const named = await here.gate.installer.patch(
        path,
        { name: '湖北楚信' },
        { 'if-match': String(changed.headers.etag) },
      );

      assert.deepEqual(named.body, { creditCode: SELLER, name: '湖北楚信', affiliates: [BARRED] });
      assert.deepEqual(await leafTypes(here.gate, `supplier/${SELLER}`), [
        'supplier.created',
        'supplier.changed',
        'supplier.described',
      ]);
      const list = await here.gate.installer.get(`/v1/suppliers?name=${encodeURIComponent('楚')}`);
      assert.equal(list.body.items.length, 1);
    });

    it('are imported with affiliates separated by semicolons', async () => {
      const file = `creditCode,name,affiliates\n${SELLER},湖北楚信,${BARRED}; 91420100MA4KXEJX9E\n${BARRED},江汉电脑,\n`;

      const { body } = await here.gate.installer.send('post', '/v1/suppliers/import', {
        bytes: file,
        headers: { 'content-type': 'text/csv' },
      });

      assert.equal(body.created, 2);
      const { affiliates } = (await here.gate.installer.get(`/v1/suppliers/${SELLER}`)).body;
      assert.deepEqual(affiliates, [BARRED, '91420100MA4KXEJX9E']);
    });
  });
});

describe('debarments', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);

    it('stand against a supplier that nobody has registered', async () => {
      const { status, body } = await here.gate.installer.post('/v1/debarments', debarment());

      assert.equal(status, 201);
      const { id: _id, ...rest } = body;
      assert.deepEqual(rest, {
        ...debarment(),
        legalBasis: null,
        appealPending: false,
        endReason: null,
        endedOn: null,
      });
    });

    it('end on the day of the event that ends them, and on no day while they last', async () => {
      const { id, tag } = await given(here.gate, '/v1/debarments', debarment());
      const path = `/v1/debarments/${id}/events`;

      const appealed = await here.gate.installer.post(path, event({ appealPending: true }), { 'if-match': tag });
      const ended = await here.gate.installer.post(
        path,
        event({ endReason: 'revoked' }, { effectiveOn: '2026-05-20' }),
        {
          'if-match': String(appealed.headers.etag),
        },
      );
      const settled = await here.gate.installer.post(path, event({ appealPending: false }), {
        'if-match': String(ended.headers.etag),
      });
      const again = await here.gate.installer.post(path, event({ endReason: null }), {
        'if-match': String(settled.headers.etag),
      });

      const days = [appealed, ended, settled, again].map(({ body }) => body.endedOn);
      assert.deepEqual(days, [null, '2026-05-20', '2026-05-20', null]);
    });

    it('that had ended before they were registered ended on their last day, or today', async () => {
      const expired = await given(
        here.gate,
        '/v1/debarments',
        debarment({ from: '2020-01-01', until: '2022-12-31', endReason: 'expired' }),
      );
      const revoked = await given(here.gate, '/v1/debarments', debarment({ source: 'court', endReason: 'revoked' }));

      assert.deepEqual([expired.endedOn, revoked.endedOn], ['2022-12-31', '2026-06-01']);
    });

    it('are listed by the day they are in force', async () => {
      const { id } = await given(here.gate, '/v1/debarments', debarment());
      await given(here.gate, '/v1/debarments', debarment({ source: 'tax', endReason: 'corrected' }));
      const idsOn = async (query: string): Promise<readonly string[]> => {
        const { body } = await here.gate.installer.get(`/v1/debarments?${query}`);
        return body.items.map((each: { id: string }) => each.id);
      };

      assert.deepEqual(await idsOn('on=2026-06-01'), [id]);
      assert.equal((await idsOn('on=2026-05-31')).length, 2);
      assert.deepEqual(await idsOn('on=2029-01-01'), []);
      assert.deepEqual(await idsOn('source=mof'), [id]);
    });

    it('are recognised by supplier, list and first day when they are imported', async () => {
      await given(here.gate, '/v1/debarments', debarment({ legalBasis: '第七十七条' }));
      const heading = 'supplier,source,reason,legalBasis,from,until,appealPending,endReason';
      const row = `${BARRED},mof,提供虚假材料谋取中标,第七十七条,2026-01-01,2028-12-31,false,`;
      const file = [
        heading,
        row,
        row.replace('2028', '2029'),
        row.replace('mof', 'tax'),
        row.replace('2028', '2025').replace('mof', 'court'),
      ];

      const headers = { 'content-type': 'text/csv' };
      const { body } = await here.gate.installer.send('post', '/v1/debarments/import', {
        bytes: file.join('\n'),
        headers,
      });

      assert.deepEqual(
        body.rows.map(({ status }: { status: string }) => status),
        ['unchanged', 'refused', 'created', 'refused'],
      );
      assert.deepEqual(
        body.rows[3].errors.map(({ column }: { column: string }) => column),
        ['until'],
      );
    });
  });
});
