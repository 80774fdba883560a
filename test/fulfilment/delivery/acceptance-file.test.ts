import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot, inTransaction } from '../../../src/db/index.ts';
import { acceptanceStep } from '../../../src/fulfilment/delivery/accept/acceptance-step.ts';
import type { Actor } from '../../../src/kernel/index.ts';
import { decideOrders } from '../../../src/orders/batch/decide-orders.ts';
import { idOf } from '../../orders/life-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { contracted } from '../fulfilment-support.ts';
import {
  assertDelivered,
  assertSound,
  deliveriesOf,
  devicesOf,
  everything,
  found,
  licences,
  machines,
  rightsOf,
  serials,
} from './acceptance-support.ts';

const HEADING = 'line,serial,mainboardSerial,assetNumber,osProduct,osEdition,osVersion,evidenceKind,evidenceReference';

describe('a delivery in bulk', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
      // Made before the log is measured.
      await office.approver();
    });
    after(async () => {
      await assertSound(gate);
      await gate.close();
    });

    const importFile = async (
      last: Response,
      lines: readonly string[],
      { query = '', bytes = (text: string): Buffer => Buffer.from(text) } = {},
    ) =>
      (await office.approver()).send('post', `/v1/orders/${idOf(last)}/acceptances/import${query}`, {
        bytes: bytes([HEADING, ...lines].join('\n')),
        headers: { 'content-type': 'text/csv', 'if-match': String(last.headers.etag) },
      });
    const row = (serial: string, own = ''): string =>
      `1,${serial},,${own},UnionTech UOS Desktop,Professional,20,vendor-authorization-letter,授权书 ${serial}`;
    const told = ({ body }: Response): readonly string[] =>
      body.rows.map(({ row: number, status }: { row: number; status: string }) => `${number} ${status}`);

    it('from a file has a result per row; a preview stores nothing, and refused rows do not stop the others', async () => {
      const last = await contracted(office, office.order({ quantity: 3 }));
      const [one, two, three] = serials(3);
      const lines = [
        row(String(one)),
        row(String(one)),
        `1,${two},,,UnionTech UOS Desktop,Home,20,vendor-authorization-letter,授权书`,
        `x,${three},,,,,,,`,
        `9,${three},,,,,,,`,
      ];
      const wanted = ['2 accepted', '3 refused', '4 differs', '5 refused', '6 refused'];
      const size = (await gate.installer.get('/v1/log/head')).body.size;

      const preview = await importFile(last, lines, { query: '?dryRun=true' });
      const after = (await gate.installer.get('/v1/log/head')).body.size;
      const done = await importFile(last, lines);

      assert.deepEqual([told(preview), preview.body.decided, after], [wanted, null, size]);
      assert.deepEqual([told(done), done.body.outcome], [wanted, 'rejected']);
      const now = await office.officer.get(`/v1/orders/${idOf(last)}`);
      assert.deepEqual([preview.headers.etag, done.headers.etag], [last.headers.etag, now.headers.etag]);
      assert.deepEqual([done.body.accepted, done.body.differing, done.body.refused], [1, 1, 3]);
      assert.deepEqual(await devicesOf(gate, office), [`${one} accepted`]);
    });

    it('leaves out no cell: what has no place refuses its row', async () => {
      const last = await contracted(office, office.order({ quantity: 3 }));
      const [one, two, three] = serials(3);
      const lines = [
        `1,${one},,,,,,vendor-authorization-letter,授权书`,
        `1,${two},,,UnionTech UOS Desktop,Professional,20,,授权书`,
        row(String(three)),
      ];

      const { body } = await importFile(last, lines);

      const columns = body.rows.map(({ errors }: { errors: { column: string }[] }) =>
        errors.map(({ column }) => column),
      );
      assert.deepEqual(columns, [['evidenceKind', 'evidenceReference'], ['evidenceReference'], []]);
      assert.deepEqual([body.accepted, body.refused], [1, 2]);
    });

    it('from a GB18030 file is read the same, and with no row left is no delivery', async () => {
      const last = await contracted(office, office.order({ quantity: 1 }));
      const [serial] = serials(1);
      // “授权” in GB18030; everything else is ASCII.
      const bytes = (text: string): Buffer =>
        Buffer.concat(
          text
            .replaceAll('授权书', '授权')
            .split('授权')
            .flatMap((part, index) => [
              ...(index > 0 ? [Buffer.from([0xca, 0xda, 0xc8, 0xa8])] : []),
              Buffer.from(part),
            ]),
        );

      const nothing = await importFile(last, [`9,${serial},,,,,,,`], { query: '?encoding=gb18030', bytes });
      const done = await importFile(last, [row(String(serial))], { query: '?encoding=gb18030', bytes });

      assert.deepEqual([told(nothing), nothing.body.decided], [['2 refused'], null]);
      assert.deepEqual(told(done), ['2 accepted']);
      const right = (await gate.installer.get(`/v1/entitlements?agencyCode=${office.agencyCode}`)).body.items[0];
      assert.equal(right.evidence[0].reference, `授权 ${serial}`);
    });

    it('from a list of serials is one finding for all that were found alike', async () => {
      const last = await contracted(office, office.order({ quantity: 5 }));
      const lists = [
        { line: 1, serials: serials(3), operatingSystem: found() },
        { line: 1, serials: serials(2), operatingSystem: null },
      ];

      const answer = await deliveriesOf(office).accept(last, { acceptedOn: '2026-06-01', serialLists: lists });

      assertDelivered(answer, 'rejected', 'contracted', [
        'ACC-01 other-system /serialLists/1/operatingSystem',
        'OS-01 absent /serialLists/1/operatingSystem/state',
      ]);
      assert.equal((await devicesOf(gate, office)).length, 3);
    });

    it('that is only tried says what would become of it, and leaves nothing', async () => {
      const last = await contracted(office, office.order({ quantity: 2 }));
      const size = (await gate.installer.get('/v1/log/head')).body.size;

      const planned = await deliveriesOf(office).plan(last, everything(office, 2));

      assert.equal(planned.status, 200, JSON.stringify(planned.body));
      assert.deepEqual(
        [planned.body.decision.outcome, planned.body.state, planned.body.devices.length],
        ['approved', 'accepted', 2],
      );
      assert.equal((await gate.installer.get('/v1/log/head')).body.size, size);
      assert.deepEqual(await devicesOf(gate, office), []);
    });

    it('whose answer was lost is answered again to the same key, and registered once', async () => {
      const last = await contracted(office, office.order({ quantity: 2 }));
      const delivery = everything(office, 2);
      const { accept, giveBack } = deliveriesOf(office);
      const key = { 'idempotency-key': 'delivery-1' };

      const first = await accept(last, delivery, key);
      const again = await accept(last, delivery, key);
      const back = await giveBack(first, [String(delivery.devices?.[0]?.serial)], { 'idempotency-key': 'back-1' });
      const backAgain = await giveBack(first, [String(delivery.devices?.[0]?.serial)], { 'idempotency-key': 'back-1' });

      assert.deepEqual(again.body.acceptance, first.body.acceptance);
      assert.equal(again.body.decision.id, first.body.decision.id);
      assert.deepEqual([backAgain.status, backAgain.body.devices], [201, back.body.devices]);
      assert.deepEqual(await rightsOf(gate, office), [
        'antivirus-client subscription 2/1/0',
        'office volume 2/1/0',
        'operating-system oem 1/1/0',
      ]);
    });

    it('that fails in the middle leaves nothing of it in any table', async () => {
      const last = await contracted(office, office.order({ quantity: 2 }));
      const tag = Number(String(last.headers.etag).replaceAll(/\D/g, ''));
      const statement = { acceptedOn: '2026-06-01', devices: machines(2), items: [licences(office, 1, 2)] };
      const grant = { agencies: [office.agencyCode] };
      const actor: Actor = { keyId: 'key_test', personId: null, role: 'procurement-officer', grant, scopes: [] };
      const act = {
        kind: 'fulfil',
        ...acceptanceStep(actor, { statement }),
        ...{ orderId: idOf(last), actor, ifMatch: tag },
        asking: { operation: 'acceptDelivery', actor, key: 'power', inputDigest: 'sha256:x' },
      } as const;
      let isReached = false;

      const failing = inTransaction(gate.db, async (tx) => {
        const [result] = await decideOrders(tx, gate.deps, [act]);
        isReached = result?.kind === 'decided';
        throw new Error('the power failed');
      });

      await assert.rejects(failing, /the power failed/);
      assert.equal(isReached, true);
      const left = await inSnapshot(gate.db, (tx) => tx('acceptances').where({ order_id: idOf(last) }));
      assert.deepEqual([left, await devicesOf(gate, office), await rightsOf(gate, office)], [[], [], []]);
      assertDelivered(await deliveriesOf(office).accept(last, statement), 'approved', 'contracted');
    });
  });
});
