import assert from 'node:assert/strict';
import { BUREAU, bureau, event, gateForEachTest, given, LIBRARY, library } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';

const PATH = '/v1/devices';

function desktop(different: object = {}): object {
  return { agencyCode: BUREAU, category: 'desktop', assetNumber: 'A-1', serial: 'SN-1', state: 'in-use', ...different };
}

describe('devices', () => {
  forEachEngine((engine) => {
    const here = gateForEachTest(engine);

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
    });

    it('have a serial once in the gate and an asset number once in their agency', async () => {
      await given(here.gate, PATH, desktop());

      const sameSerial = await here.gate.installer.post(PATH, desktop({ agencyCode: LIBRARY }));
      const sameAsset = await here.gate.installer.post(PATH, desktop({ serial: null }));
      const elsewhere = await here.gate.installer.post(PATH, desktop({ agencyCode: LIBRARY, serial: 'SN-2' }));

      assert.deepEqual([sameSerial.status, sameAsset.status, elsewhere.status], [409, 409, 201]);
      assert.deepEqual(
        [sameSerial.body.errors[0].pointer, sameAsset.body.errors[0].pointer],
        ['/serial', '/assetNumber'],
      );
    });

    it('are corrected to a number that is free, and keep their own', async () => {
      const { id, tag } = await given(here.gate, PATH, desktop());
      await given(here.gate, PATH, desktop({ assetNumber: 'A-2', serial: 'SN-2' }));

      const taken = await here.gate.installer.patch(`${PATH}/${id}`, { serial: 'SN-2' }, { 'if-match': tag });
      const own = await here.gate.installer.patch(
        `${PATH}/${id}`,
        { serial: 'SN-1', assetNumber: 'A-3' },
        { 'if-match': tag },
      );

      assert.deepEqual([taken.status, taken.body.code], [422, 'device.exists']);
      assert.deepEqual([own.status, own.body.assetNumber], [200, 'A-3']);
    });

    it('change their state by an event and are found by it', async () => {
      const { id, tag } = await given(here.gate, PATH, desktop());

      await here.gate.installer.post(`${PATH}/${id}/events`, event({ state: 'idle' }), { 'if-match': tag });
      const idle = await here.gate.installer.get(`${PATH}?agencyCode=${BUREAU}&state=idle&serial=SN-1`);

      assert.deepEqual(
        idle.body.items.map((device: { id: string }) => device.id),
        [id],
      );
    });

    it('that were acquired after the gate began without an order are told, and listed for the audit bureau', async () => {
      const before = await given(here.gate, PATH, desktop({ acquiredOn: '2026-06-01' }));
      const later = { assetNumber: 'A-2', serial: 'SN-2', acquiredOn: '2026-06-02' };

      const after = await given(here.gate, PATH, desktop(later));
      const audit = await here.gate.as('audit');
      const { body } = await audit.get(`${PATH}?finding=INT-06`);

      assert.deepEqual([before.findings, after.findings], [[], ['INT-06']]);
      assert.deepEqual(
        body.items.map((device: { id: string }) => device.id),
        [after.id],
      );
    });

    it('need a number by which a second import would know them', async () => {
      const heading = 'agencyCode,category,assetNumber,serial,state';
      const rows = [
        `${BUREAU},desktop,A-1,SN-1,in-use`,
        `${BUREAU},desktop,,SN-2,in-use`,
        `${BUREAU},desktop,,,in-use`,
        `${LIBRARY},desktop,A-1,SN-2,idle`,
      ];
      const bytes = [heading, ...rows].join('\n');
      const send = async (): Promise<readonly string[]> => {
        const { body } = await here.gate.installer.send('post', `${PATH}/import`, {
          bytes,
          headers: { 'content-type': 'text/csv' },
        });
        return body.rows.map(({ status }: { status: string }) => status);
      };

      assert.deepEqual(await send(), ['created', 'created', 'refused', 'refused']);
      assert.deepEqual(await send(), ['unchanged', 'unchanged', 'refused', 'refused']);
    });
  });
});
