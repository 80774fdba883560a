import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { BUREAU, bureau, event, gateForEachTest, given, LIBRARY, library } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Gate } from '../support/gate.ts';

const PATH = '/v1/devices';

function desktop(different: object = {}): object {
  return { agencyCode: BUREAU, category: 'desktop', assetNumber: 'A-1', serial: 'SN-1', state: 'in-use', ...different };
}

interface Numbered {
  readonly id: string;
  readonly serial: string | null;
}

function codeAndPlace({ body }: Response): readonly string[] {
  return [body.code, body.errors[0].pointer];
}

async function importRows(gate: Gate, ...rows: readonly string[]) {
  const bytes = ['agencyCode,category,assetNumber,serial,state', ...rows].join('\n');
  const headers = { 'content-type': 'text/csv' };
  const { body } = await gate.installer.send('post', `${PATH}/import`, { bytes, headers });
  return body.rows as readonly {
    readonly row: number;
    readonly status: string;
    readonly errors?: readonly { readonly column: string | null; readonly message: string }[];
  }[];
}

describe('devices', () => {
  forEachEngine('statements', (engine) => {
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

    it('are known by their numbers in any width, case and spacing, and keep them as they were written', async () => {
      const { id } = await given(here.gate, PATH, desktop({ serial: 'ＳＮ２０２２ B-7', assetNumber: 'a-1' }));

      const sameSerial = await here.gate.installer.post(PATH, desktop({ assetNumber: 'A-2', serial: 'sn2022b-7' }));
      const sameAsset = await here.gate.installer.post(PATH, desktop({ assetNumber: 'Ａ-1', serial: null }));
      const { body: found } = await here.gate.installer.get(`${PATH}?serial=SN2022B-7`);

      assert.deepEqual([sameSerial, sameAsset].map(codeAndPlace), [
        ['device.exists', '/serial'],
        ['device.exists', '/assetNumber'],
      ]);
      assert.deepEqual(
        found.items.map((device: Numbered) => [device.id, device.serial]),
        [[id, 'ＳＮ２０２２ B-7']],
      );
    });

    it('take no placeholder and no rounded number for a serial, and say which cell it is', async () => {
      const send = (serial: string) => here.gate.installer.post(PATH, desktop({ serial }));

      const answers = [await send('To be filled by O.E.M.'), await send('Default string'), await send('1.23457E+18')];
      const imported = await importRows(here.gate, `${BUREAU},desktop,A-9,1.23457E+18,in-use`);

      assert.deepEqual(
        answers.map((answer) => [answer.status, ...codeAndPlace(answer)]),
        new Array(3).fill([422, 'device.no_number', '/serial']),
      );
      assert.deepEqual(
        [imported[0]?.row, imported[0]?.status, imported[0]?.errors?.[0]?.column],
        [2, 'refused', 'serial'],
      );
      assert.match(imported[0]?.errors?.[0]?.message ?? '', /取整|rounded/);
    });

    it('that had one number before widths were folded are listed, may be retired, and get the number once it is free', async () => {
      const first = await given(here.gate, PATH, desktop());
      const other = await given(here.gate, PATH, desktop({ serial: 'SN-2', assetNumber: 'A-2' }));
      // As the migration leaves the later of two that were entered in two widths.
      await here.gate.db.writer('devices').where({ id: other.id }).update({ serial: 'ｓｎ－１', folded_serial: null });
      const patch = async (id: string, body: object): Promise<number> => {
        const { headers } = await here.gate.installer.get(`${PATH}/${id}`);
        return (await here.gate.installer.patch(`${PATH}/${id}`, body, { 'if-match': headers.etag ?? '' })).status;
      };
      const taken = async (): Promise<readonly string[]> => {
        const { body } = await here.gate.installer.get(`${PATH}?numbers=taken`);
        return body.items.map(({ id }: Numbered) => id);
      };

      assert.deepEqual(
        [await taken(), await patch(other.id, { department: '资料室' }), await taken()],
        [[other.id], 200, [other.id]],
      );
      assert.equal(await patch(first.id, { serial: null }), 200);
      assert.equal(await patch(other.id, { department: '办公室' }), 200);

      assert.deepEqual(await taken(), []);
      const { body } = await here.gate.installer.get(`${PATH}?serial=SN-1`);
      assert.deepEqual(
        body.items.map(({ id }: Numbered) => id),
        [other.id],
      );
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
