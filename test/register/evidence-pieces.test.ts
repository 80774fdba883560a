import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Response } from 'supertest';
import { inSnapshot } from '../../src/db/index.ts';
import { evidencePiecesProjection } from '../../src/register/evidence/evidence-pieces-projection.ts';
import { BUREAU, bureau, gateForEachTest, given } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import { readsByTurn, shareNoTurn } from '../support/turns.ts';
import { disagreements } from './holdings-support.ts';

const PATH = '/v1/evidence-files';
const MEBIBYTE = 1024 * 1024;

onOneEngine('other files run its statements on both', (engine) => {
  describe('a large evidence file', () => {
    const here = gateForEachTest(engine);

    beforeEach(() => given(here.gate, '/v1/agencies', bureau()));

    const send = (bytes: Buffer): Promise<Response> =>
      here.gate.installer.send('post', `${PATH}?agencyCode=${BUREAU}&name=x.pdf`, {
        ...{ bytes, headers: { 'content-type': 'application/pdf' } },
      });
    const ofBytes = <T extends { readonly sql: string }>(statements: readonly T[]): readonly T[] =>
      statements.filter(({ sql }) => /evidence_pieces/.test(sql));

    it('is read mebibyte by mebibyte, each in a turn of the event loop, though several people ask for it', async () => {
      const large = Buffer.concat([Buffer.from('%PDF-1.7 '), randomBytes(4 * MEBIBYTE)]);
      const { hash } = (await send(large)).body;
      const ask = async (): Promise<void> => {
        const { status, body } = await here.gate.installer.get(`${PATH}/${hash}/content`);
        assert.deepEqual([status, Buffer.compare(body, large)], [200, 0]);
      };

      const pieces = ofBytes(await readsByTurn(here.gate.db, () => Promise.all([ask(), ask()])));

      assert.ok(pieces.length >= 10, `${pieces.length} pieces`);
      assert.ok(shareNoTurn(pieces), pieces.map(({ turn }) => turn).join());
    });

    it('of which the last mebibyte was damaged is told to be lost before anything of it is sent', async () => {
      const { hash } = (await send(Buffer.concat([Buffer.from('%PDF-1.7 '), randomBytes(2 * MEBIBYTE)]))).body;
      const damaged = { bytes: Buffer.from('damaged') };
      await here.gate.db.writer('evidence_pieces').where({ hash, place: 2 }).update(damaged);

      const { status, body } = await here.gate.installer.get(`${PATH}/${hash}/content`);

      assert.deepEqual([status, body.code], [503, 'evidence.lost']);
    });

    it('that was taken out of the database is named by verify, as a whole and in part', async () => {
      const { db } = here.gate;
      const bytes = () => Buffer.concat([Buffer.from('%PDF-1.7 '), randomBytes(2 * MEBIBYTE)]);
      const [whole, part] = [(await send(bytes())).body.hash, (await send(bytes())).body.hash];
      assert.deepEqual(await disagreements(here.gate), []);

      await db.writer('evidence_pieces').where({ hash: whole }).delete();
      await db.writer('evidence_pieces').where({ hash: part, place: 2 }).delete();

      const named = [`evidence_pieces ${whole} no-row `, `evidence_pieces ${part} differs hash`];
      assert.deepEqual((await disagreements(here.gate)).toSorted(), named.toSorted());
    });

    it('that came in before builds had leaves is counted and not missed: it may lie in the data folder', async () => {
      await send(Buffer.from('%PDF-1.7 certificate'));
      await here.gate.db.writer('evidence_pieces').delete();
      const projection = evidencePiecesProjection();

      const found = await inSnapshot(here.gate.db, async (tx) => projection.finish?.(tx, 0));

      assert.deepEqual(found, []);
      assert.match(projection.uncompared?.()[0]?.en ?? '', /^1 of the proofs came in with an earlier version/);
    });

    it('that is there already is looked at beside whoever writes, when it is sent again', async () => {
      const bytes = Buffer.from('%PDF-1.7 certificate');
      const { hash } = (await send(bytes)).body;
      const { writer } = here.gate.db;
      const asked: { readonly sql: string }[] = [];
      const note = (statement: { readonly sql: string }): void => void asked.push(statement);

      writer.on('query', note);
      const again = await send(bytes);
      writer.off('query', note);

      assert.equal(again.body.hash, hash);
      assert.ok(asked.length > 0);
      assert.deepEqual(ofBytes(asked), []);
    });
  });
});
