import assert from 'node:assert/strict';
import { digestOf } from '../../src/kernel/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { countRows, leavesOf, sign } from './two-people.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('a file that two people import', () => {
    let gate: Gate;
    let maker: Caller;
    let second: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      maker = await gate.as('legalization-office');
      second = await gate.as('legalization-office', { who: 'the second' });
    });
    afterEach(() => gate.close());

    const send = (caller: Caller, bytes: string | Buffer, query = '') =>
      caller.send('post', `/v1/suppliers/import${query}`, { bytes, headers: { 'content-type': 'text/csv' } });

    it('is proposed with the counts that its preview found, and imported by the signature', async () => {
      const codes = Array.from({ length: 3 }, () => given.creditCode('supplier'));
      const file = `creditCode,name\n${codes.map((code) => `${code},供应商 ${code}`).join('\n')}\nnone,无代码\n`;

      const proposal = await send(maker, file);
      const before = await countRows(gate, 'suppliers');
      const done = await sign(second, proposal.body);

      assert.equal(proposal.status, 202);
      const { body, file: shown } = proposal.body.request;
      assert.deepEqual([body, shown], [null, { mediaType: 'text/csv', characters: file.length }]);
      const { created, refused } = proposal.body.preview.body;
      assert.deepEqual([created, refused, before], [3, 1, 0]);
      assert.deepEqual([done.body.result.body.created, done.body.result.body.refused], [3, 1]);
      assert.equal(await countRows(gate, 'suppliers'), 3);
      assert.equal((await leavesOf(gate, proposal.body.id)).length, 3);
    });

    it('is shown to whoever is to sign: the bytes that the digest is of, the file, and every row as tried', async () => {
      const code = given.creditCode('supplier');
      const file = `creditCode,name\n${code},甲乙\nnone,无代码\n`;
      const { body: proposal } = await send(maker, file);
      const stranger = await gate.as('finance');
      const path = `/v1/proposals/${proposal.id}`;

      const content = await second.get(`${path}/content`);
      const shown = await second.get(`${path}/file`);
      const tried = await second.get(`${path}/trial`);
      const hidden = await Promise.all(['content', 'file', 'trial'].map((part) => stranger.get(`${path}/${part}`)));
      const single = await maker.post('/v1/suppliers', { creditCode: code, name: '甲乙', affiliates: [] });
      const fileless = await second.get(`/v1/proposals/${single.body.id}/file`);
      const triedSingle = await second.get(`/v1/proposals/${single.body.id}/trial`);
      await sign(second, proposal);
      const taken = await second.get(`/v1/proposals/${single.body.id}/trial`);
      const late = await second.get(`${path}/trial`);

      assert.equal(digestOf(content.text), proposal.digest);
      assert.match(JSON.parse(content.text).salt, /./);
      assert.deepEqual([shown.text, shown.headers['content-type']], [file, 'text/csv; charset=utf-8']);
      assert.deepEqual([tried.body.status, tried.body.body.dryRun, tried.body.body.rows.length], [200, true, 2]);
      assert.deepEqual(
        hidden.map(({ status, body }) => [status, body.code]),
        hidden.map(() => [404, 'proposal.not_found']),
      );
      assert.deepEqual([fileless.status, fileless.body.code], [404, 'proposal.no_file']);
      assert.deepEqual([triedSingle.body.status, triedSingle.body.body.creditCode], [201, code]);
      assert.equal(taken.status, 409, JSON.stringify(taken.body));
      assert.deepEqual([late.status, late.body.code], [409, 'proposal.state']);
      assert.equal((await second.get(`/v1/suppliers/${code}`)).body.name, '甲乙');
    });

    it('may be in GB 18030, and is what was sent', async () => {
      const code = given.creditCode('supplier');
      // 甲乙 in GB 18030.
      const name = Buffer.from([0xbc, 0xd7, 0xd2, 0xd2]);
      const bytes = Buffer.concat([Buffer.from(`creditCode,name\n${code},`), name, Buffer.from('\n')]);

      const proposal = await send(maker, bytes, '?encoding=gb18030');
      await sign(second, proposal.body);

      assert.equal((await maker.get(`/v1/suppliers/${code}`)).body.name, '甲乙');
    });

    it('is checked as a whole before anybody is asked to sign it', async () => {
      const answer = await send(maker, 'creditCode,colour\nx,red\n');

      assert.deepEqual([answer.status, answer.body.code], [400, 'import.columns']);
      assert.equal(await countRows(gate, 'proposals'), 0);
    });

    it('is previewed at once, by one person, and nothing is kept', async () => {
      const { status, body } = await send(
        maker,
        `creditCode,name\n${given.creditCode('supplier')},甲\n`,
        '?dryRun=true',
      );

      assert.deepEqual([status, body.dryRun, body.created], [200, true, 1]);
      assert.deepEqual([await countRows(gate, 'proposals'), await countRows(gate, 'suppliers')], [0, 0]);
    });

    it('that brings nothing new is recorded all the same, by a leaf of its own', async () => {
      const code = given.creditCode('supplier');
      await gate.installer.post('/v1/suppliers', { creditCode: code, name: '甲', affiliates: [] });
      const proposal = await send(maker, `creditCode,name\n${code},甲\n`);

      const done = await sign(second, proposal.body);

      assert.deepEqual([done.body.state, done.body.result.body.unchanged], ['executed', 1]);
      const [leaf] = await leavesOf(gate, proposal.body.id);
      assert.deepEqual([leaf?.type, leaf?.subject], ['proposal.executed', `proposal/${proposal.body.id}`]);
    });

    it('may be as long as an import may be, and is kept in parts', async () => {
      const padding = '长'.repeat(190);
      const codes = Array.from({ length: 2_000 }, () => given.creditCode('supplier'));
      const file = `creditCode,name\n${codes.map((code) => `${code},${padding}𠀀`).join('\n')}\n`;

      const proposal = await send(maker, file);
      const done = await sign(second, proposal.body);

      assert.ok((await countRows(gate, 'proposal_parts')) > 1);
      assert.equal(done.body.result.body.created, 2_000);
      assert.equal(done.body.result.body.rows, undefined);
      assert.equal((await maker.get(`/v1/suppliers/${codes[0]}`)).body.name, `${padding}𠀀`);
    });
  });
});
