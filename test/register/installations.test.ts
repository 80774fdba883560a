import assert from 'node:assert/strict';
import { BUREAU, bureau, event, gateForEachTest, given, LIBRARY, library } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import { acceptTwoMachines, disagreements } from './holdings-support.ts';

const PATH = '/v1/installations';

function seen(different: object = {}): object {
  return {
    ...{ agencyCode: BUREAU, deviceId: 'dev_a', category: 'antivirus-client', product: '奇安信天擎', version: '10' },
    ...{ source: 'survey', seenFrom: '2026-05-01', seenLast: '2026-05-20' },
    ...different,
  };
}

describe('an installation', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
      await acceptTwoMachines(here.gate);
    });

    it('is registered, seen again, and gone, whatever licence there is', async () => {
      const made = await given(here.gate, PATH, seen());
      const change = (changes: object, tag: string) =>
        here.gate.installer.post(`${PATH}/${made.id}/events`, event(changes), { 'if-match': tag });

      const again = await change({ seenLast: '2026-05-30' }, made.tag);
      const gone = await change({ seenTo: '2026-05-31' }, String(again.headers.etag));
      const there = await here.gate.installer.get(`${PATH}?deviceId=dev_a&state=open`);

      assert.deepEqual([gone.status, gone.body.seenLast, gone.body.seenTo], [200, '2026-05-30', '2026-05-31']);
      assert.deepEqual(
        there.body.items.map((one: { id: string }) => one.id),
        ['ins_a'],
      );
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('is refused on a device that the agency does not have, with days in the wrong order, and as an acceptance', async () => {
      const foreign = await here.gate.installer.post(PATH, seen({ agencyCode: LIBRARY }));
      const backwards = await here.gate.installer.post(PATH, seen({ seenLast: '2026-04-30' }));
      const pretended = await here.gate.installer.post(PATH, seen({ source: 'acceptance' }));

      assert.deepEqual([foreign.status, foreign.body.code], [422, 'installation.device']);
      assert.deepEqual([backwards.status, backwards.body.errors[0].pointer], [422, '/seenLast']);
      assert.equal(pretended.status, 400);
    });

    it('is imported, and known again', async () => {
      const heading = 'agencyCode,deviceId,category,product,version,source,seenFrom,seenLast';
      const rows = [
        `${BUREAU},dev_a,antivirus-client,天擎,10,agent,2026-05-01,2026-05-20`,
        `${BUREAU},dev_none,antivirus-client,天擎,10,agent,2026-05-01,2026-05-20`,
      ];
      const send = async (): Promise<readonly string[]> => {
        const raw = { bytes: [heading, ...rows].join('\n'), headers: { 'content-type': 'text/csv' } };
        const { body } = await here.gate.installer.send('post', `${PATH}/import`, raw);
        return body.rows.map(({ status }: { status: string }) => status);
      };

      assert.deepEqual(await send(), ['created', 'refused']);
      assert.deepEqual(await send(), ['unchanged', 'refused']);
    });
  });
});
