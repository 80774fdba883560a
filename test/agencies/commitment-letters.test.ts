import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { BUREAU, bureau, gateForEachTest, given, head, LIBRARY, library } from './agency-examples.ts';

const PATH = '/v1/commitment-letters';
const PDF = Buffer.from('%PDF-1.7 signed letters %%EOF');

forEachEngine('statements', (engine) => {
  describe('commitment letters', () => {
    const here = gateForEachTest(engine);
    let liaison: Caller;
    let file: string;
    let person: string;

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
      person = (await given(here.gate, '/v1/responsible-persons', head())).id;
      liaison = await here.gate.as('agency-liaison', { grant: { agencies: [BUREAU] } });
      const headers = { 'content-type': 'application/pdf' };
      const path = `/v1/evidence-files?agencyCode=${BUREAU}&name=letters.pdf`;
      file = (await liaison.send('post', path, { bytes: PDF, headers })).body.hash;
    });

    const record = (changes: object, caller = liaison): Promise<Response> =>
      caller.post(PATH, { agencyCode: BUREAU, signedOn: '2026-05-20', year: 2026, file, ...changes });
    const codeOf = ({ status, body }: Response): readonly unknown[] => [status, body.code];

    it('are of one who has a duty, or a count of the other staff with the list of that day', async () => {
      const letter = await record({ person });
      const count = await record({ staffSigned: 45, staffDue: 48 });
      const later = await record({ staffSigned: 48, staffDue: 48, signedOn: '2026-06-01' });

      assert.deepEqual([letter.status, count.status, later.status], [201, 201, 201], JSON.stringify(letter.body));
      const { items } = (await liaison.get(`${PATH}?year=2026`)).body;
      assert.deepEqual(
        items.map((item: { [name: string]: unknown }) => [item.person, item.staffSigned, item.staffDue, item.signedOn]),
        [
          [person, null, null, '2026-05-20'],
          [null, 45, 48, '2026-05-20'],
          [null, 48, 48, '2026-06-01'],
        ],
      );
      assert.deepEqual((await liaison.get(`${PATH}/${letter.body.id}`)).body, items[0]);
      assert.equal((await liaison.get(`${PATH}?year=2025`)).body.items.length, 0);
      assert.equal((await liaison.get(`${PATH}?person=${person}`)).body.items.length, 1);
      const { differences } = await inSnapshot(here.gate.db, async (tx) =>
        verifyLog(tx, { parse: parseLeaf, projections: await allProjections() }),
      );
      assert.deepEqual(differences, []);
    });

    it('are refused without a paper of the agency, of a stranger, from the future, or saying both or half', async () => {
      const both = await record({ person, staffSigned: 1, staffDue: 2 });
      const half = await record({ staffSigned: 1 });
      const tooMany = await record({ staffSigned: 49, staffDue: 48 });
      const stranger = await record({ person: 'rsp_unknown' });
      const unsent = await record({ person, file: '0'.repeat(64) });
      const tomorrow = await record({ person, signedOn: '2026-06-02' });

      assert.deepEqual([both, half].map(codeOf), Array(2).fill([422, 'commitment_letter.kind']));
      assert.deepEqual(codeOf(tooMany), [422, 'commitment_letter.count']);
      assert.deepEqual(codeOf(stranger), [422, 'commitment_letter.person']);
      assert.deepEqual(codeOf(unsent), [422, 'evidence.file']);
      assert.deepEqual(codeOf(tomorrow), [422, 'commitment_letter.signed_on']);
      assert.equal((await liaison.get(PATH)).body.items.length, 0);
    });

    it('are seen by their agency and the office, and not by another agency', async () => {
      const librarian = await here.gate.as('agency-liaison', { grant: { agencies: [LIBRARY] } });
      const office = await here.gate.as('legalization-office');
      const { body } = await record({ person });

      assert.equal((await office.get(PATH)).body.items.length, 1);
      assert.deepEqual((await librarian.get(PATH)).body.items, []);
      assert.equal((await librarian.get(`${PATH}/${body.id}`)).status, 404);
      assert.deepEqual(codeOf(await record({ person }, librarian)), [404, 'agency.not_found']);
    });
  });
});
