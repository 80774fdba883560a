import assert from 'node:assert/strict';
import jsQR from 'jsqr';
import { approvedOrder } from '../orders/certificates/certificate-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { type Sheet, seesPaper, sheetsOf } from '../support/paper.ts';

if (seesPaper('a certificate on paper')) {
  onOneEngine('pages are drawn of what was read', (engine) => {
    describe('a certificate on paper', () => {
      let gate: Gate;
      let office: Office;

      before(async () => {
        gate = await startGate({ engine });
        office = await openOffice(gate);
      });
      after(() => gate.close());

      it('is one sheet in both languages, and its code leads to where anybody checks the certificate', async () => {
        const { certificate, decision, body } = await approvedOrder(office);

        const answer = await fetch(`${gate.url}/v1/decisions/${decision}/certificate?format=pdf`, {
          headers: { authorization: `Bearer ${office.officer.secret}`, accept: 'application/json' },
        });
        const sheets = sheetsOf(Buffer.from(await answer.arrayBuffer()));

        const [sheet] = sheets;
        assert.ok(sheet && sheets.length === 1);
        assert.equal(answer.headers.get('content-type'), 'application/pdf');
        const words = sheet.words.map(({ text }) => text).join(' ');
        for (const shown of ['采购放行证', 'Certificate', office.agencyCode, `${body.total}`, office.hardwareLine]) {
          assert.ok(words.includes(shown), `${shown} in ${words}`);
        }
        assert.equal(scanned(sheet), `https://${gate.deps.origin}/verify#${certificate}`);
      });
    });
  });
}

/** What a scanner reads on the lower part of a sheet. */
function scanned(sheet: Sheet): string | undefined {
  const dotsPerPoint = 4;
  const top = sheet.height / 3;
  const [across, down] = [Math.floor(sheet.width * dotsPerPoint), Math.floor((sheet.height - top) * dotsPerPoint)];
  const dots = new Uint8ClampedArray(across * down * 4).fill(255);
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      const light = 255 * (1 - sheet.inkAt(x / dotsPerPoint, top + y / dotsPerPoint));
      dots.fill(light, (y * across + x) * 4, (y * across + x) * 4 + 3);
    }
  }
  return jsQR.default(dots, across, down)?.data;
}
