import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { labelGrid } from '../../src/documents/pdf/pdf-labels.ts';
import { recordDevices } from '../../src/register/index.ts';
import { BUREAU, bureau, given } from '../agencies/agency-examples.ts';
import { act, ACCEPTING as actor, device } from '../register/holdings-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Sheet, seesPaper, sheetsOf } from '../support/paper.ts';

const LABELS = '/v1/device-labels';
const PER_SHEET = 21;

describe('a sheet of labels', () => {
  it('holds as many as fit on A4, beside and below each other', () => {
    assert.deepEqual(labelGrid({ width: 60, height: 40 }), { across: 3, down: 7 });
    assert.deepEqual(labelGrid({ width: 100, height: 100 }), { across: 1, down: 2 });
    assert.deepEqual(labelGrid({ width: 50, height: 30 }), { across: 3, down: 9 });
  });
});

onOneEngine('pages are drawn of what was read', (engine) => {
  describe('the labels of devices', () => {
    let gate: Gate;
    const ids = Array.from({ length: PER_SHEET + 1 }, (_, at) => `dev_${String(at).padStart(2, '0')}`);

    before(async () => {
      gate = await startGate({ engine });
      await given(gate, '/v1/agencies', bureau());
      const states = ids.map((id) => device(id, { assetNumber: `ZC-${id}`, category: 'laptop' }));
      await act(gate, (entry) => recordDevices(entry, { actor, states }));
    });
    after(() => gate.close());

    const ask = (query: string, secret = gate.installer.secret): Promise<Response> =>
      fetch(`${gate.url}${LABELS}?${query}`, { headers: { authorization: `Bearer ${secret}` } });
    const codeOf = async (query: string): Promise<unknown> =>
      ((await (await ask(query)).json()) as { code: string }).code;

    it('are asked for by device, by order or by agency, one of these, and only within reach', async () => {
      assert.equal((await ask('ids=dev_00,dev_01')).headers.get('content-type'), 'application/pdf');
      assert.equal((await ask('ids=dev_00')).status, 200);
      assert.equal(await codeOf('ids=dev_00&orderId=ord_1'), 'labels.which');
      assert.equal((await ask('')).status, 200);
      assert.equal((await ask(`agencyCode=${BUREAU}`)).status, 200);
      assert.equal(await codeOf('agencyCode=11421000MB1234562Q&orderId=ord_1'), 'labels.which');
      assert.equal(await codeOf('ids=dev_00,dev_none'), 'device.not_found');
      assert.equal(await codeOf('orderId=ord_none'), 'device.not_found');
      const elsewhere = await gate.as('procurement-officer', { grant: { agencies: ['11421000000000001X'] } });
      assert.equal((await ask('ids=dev_00', elsewhere.secret)).status, 404);
      assert.equal((await ask('ids=dev_00&width=20')).status, 400);
    });

    if (seesPaper('labels on paper')) {
      it('are sheets of A4 with a code for each machine that a scanner reads, and no name of a person', async () => {
        const sheets = sheetsOf(Buffer.from(await (await ask('orderId=ord_1')).arrayBuffer()));

        assert.deepEqual(
          sheets.map(({ words }) => words.filter(({ text }) => text.startsWith('ZC-')).length),
          [PER_SHEET, 1],
        );
        const [first] = sheets;
        assert.ok(first);
        const all = first.words.map(({ text }) => text).join(' ');
        assert.ok(all.includes('荆州市文化和旅游局') && all.includes('便携机') && all.includes('SN-dev_00'), all);
        assert.equal(all.includes('张三'), false);
        assert.equal(scanned(first, 0), 'https://genuine-gate.local/console/devices/dev_00');
        assert.equal(scanned(first, 2), 'https://genuine-gate.local/console/devices/dev_02');
      });

      it('hide the numbers of a classified agency from everybody else', async () => {
        await gate.db.writer('agencies').where({ code: BUREAU }).update({ is_classified: 1 });
        const office = await gate.as('legalization-office');

        const [sheet] = sheetsOf(Buffer.from(await (await ask('ids=dev_00', office.secret)).arrayBuffer()));

        await gate.db.writer('agencies').where({ code: BUREAU }).update({ is_classified: 0 });
        const all = sheet?.words.map(({ text }) => text).join(' ') ?? '';
        assert.ok(all.includes('***') && !all.includes('ZC-') && !all.includes('SN-'), all);
      });
    }
  });
});

/** What a scanner reads on a label of the first row, counted from the left. */
function scanned(sheet: Sheet, column: number): string | undefined {
  const dotsPerPoint = 3;
  const [left, width, height] = [(15 + column * 60) * (72 / 25.4), 60 * (72 / 25.4), 50 * (72 / 25.4)];
  const [across, down] = [Math.floor(width * dotsPerPoint), Math.floor(height * dotsPerPoint)];
  const dots = new Uint8ClampedArray(across * down * 4).fill(255);
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      const light = 255 * (1 - sheet.inkAt(left + x / dotsPerPoint, y / dotsPerPoint));
      dots.fill(light, (y * across + x) * 4, (y * across + x) * 4 + 3);
    }
  }
  return jsQR.default(dots, across, down)?.data;
}
