import assert from 'node:assert/strict';
import type { DossierBody } from '../../src/audit/dossier/dossier-body.ts';
import { dossierRows } from '../../src/audit/dossier/dossier-rows.ts';
import { actsOf, officeForEachTest } from '../orders/life-support.ts';
import { download, read } from '../reports/reports-support.ts';
import { onOneEngine } from '../support/databases.ts';

onOneEngine('pages are drawn of what was read', (engine) => {
  describe('everything about an order, printed', () => {
    const here = officeForEachTest(engine);

    it('tells of every decision which facts of the one before it does not have, a removed part in one line', async () => {
      const { gate, office } = here;
      const audit = await gate.as('audit');
      const order = office.order({ unitPrice: '5500.00' });
      const first = await office.submit(order);
      const [line, item] = [order.lines[0], order.softwarePlan?.[0]];
      assert.ok(line?.computer && item);
      const unknown = {
        ...line,
        computer: { ...line.computer, operatingSystem: { ...line.computer.operatingSystem, product: '不知名系统' } },
      };
      const without = { ...order, lines: [unknown], softwarePlan: [item] } as typeof order;
      const amended = await actsOf(office.officer).amend(first, without);
      assert.equal(amended.status, 201, JSON.stringify(amended.body));
      const again = await actsOf(office.officer).amend(amended, order);
      assert.equal(again.status, 201, JSON.stringify(again.body));
      const path = `/v1/orders/${first.body.order.id}/dossier`;

      const body: DossierBody = await read(audit, path);
      const rows = dossierRows(body);

      const absentIn = (at: number): readonly string[] =>
        rows
          .filter(({ section, state }) => section.en.startsWith(`2.${at + 1} `) && state.en === 'absent')
          .map(({ content, basis }) => `${basis.en} ${content['zh-CN']} ${content.en}`);
      const factsAt = (at: number): DossierBody['decisions'][number]['facts'] => body.decisions[at]?.facts ?? [];
      const ofLine = factsAt(0).filter(
        ({ pointer, name }) =>
          pointer === '/lines/0' && !factsAt(1).some((fact) => fact.pointer === pointer && fact.name === name),
      );
      assert.ok(ofLine.some(({ name }) => name === 'line.os.family'));
      assert.deepEqual(
        absentIn(1).filter((line) => line.startsWith('/lines/0 ')),
        [
          [
            '/lines/0',
            ofLine.map(({ title }) => `${title['zh-CN']}：—`).join('；'),
            ofLine.map(({ title }) => `${title.en}: —`).join('; '),
          ].join(' '),
        ],
      );
      assert.deepEqual(
        absentIn(1).filter((line) => line.startsWith('/softwarePlan/1')),
        ['/softwarePlan/1', '/softwarePlan/1/funding/0'].map(
          (pointer) => `${pointer} 该部分的全部事实：— every fact of this part: —`,
        ),
      );
      assert.deepEqual([absentIn(0), absentIn(2)], [[], []]);
      // What has come back is told again, though it is what it was two decisions before.
      const third = rows.filter(({ section }) => section.en.startsWith('2.3'));
      assert.ok(third.some(({ basis, state }) => basis.en.startsWith('/softwarePlan/1') && state.en !== 'absent'));
      const chinese = await download({ gate, finance: audit }, `${path}?format=html`);
      const english = await download({ gate, finance: audit }, `${path}?format=html`, { 'accept-language': 'en' });
      assert.match(chinese.text, /：—<\/td><td class="label">本次无<\/td>/);
      assert.match(english.text, /: —<\/td><td class="label">absent<\/td>/);
    });
  });
});
