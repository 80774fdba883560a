import assert from 'node:assert/strict';
import { leafHash, verifyInclusion } from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';

interface Entry {
  readonly index: number;
  readonly type: string;
  readonly subject: string | null;
  readonly leafHash: string;
  readonly record: string | null;
}

onOneEngine('other files run its statements on both', (engine) => {
  describe('the log over HTTP', () => {
    let gate: Gate;
    let city: Office;
    let county: Office;
    before(async () => {
      gate = await startGate({ engine, env: { GATE_REGION: '421000' } });
      city = await openOffice(gate, { region: '421000' });
      county = await openOffice(gate, { region: '421022' });
      for (const office of [city, county, city]) {
        assert.equal((await office.submit(office.order())).status, 201);
      }
    });
    after(() => gate.close());

    it('shows the bureaus every leaf, in pages without a gap', async () => {
      const finance = await gate.as('finance');
      const { body: head } = await finance.get('/v1/log/head');

      const entries = await everyEntry(finance, 7);

      assert.deepEqual(
        entries.map(({ index }) => index),
        [...Array(head.size).keys()],
      );
      for (const { record, leafHash: hash } of entries) assert.equal(leafHash(record ?? '').toString('base64'), hash);
    });

    it('shows everybody every leaf, and beyond the own reach neither its record nor its subject', async () => {
      const one = { agencies: [county.agencyCode] };
      const readers: readonly (readonly [Caller, readonly Office[]])[] = [
        [city.officer, [city]],
        [county.officer, [county]],
        [await gate.as('agency-approver', { grant: { region: '421022' } }), [county]],
        [await gate.as('agency-approver', { grant: { region: '421000' } }), [city, county]],
        [await gate.as('finance', { grant: { region: '421022' } }), [county]],
        [await gate.as('machine', { grant: { region: '421022' }, scopes: ['log:read'] }), [county]],
        [await gate.as('machine', { grant: one, scopes: ['log:read'] }), [county]],
        [await gate.as('audit', { grant: one }), [county]],
        [await gate.as('legalization-office', { grant: { region: '421100' } }), []],
      ];
      const all = await everyEntry(await gate.as('finance'), 50);
      const agencyOf = ({ type, record }: Entry) => type.startsWith('order.') && JSON.parse(record ?? '{}').agency;

      for (const [reader, offices] of readers) {
        const codes = offices.map(({ agencyCode }) => agencyCode);
        const shown = all.map((leaf) =>
          codes.includes(agencyOf(leaf)) ? leaf : { ...leaf, subject: null, record: null },
        );
        assert.deepEqual(await everyEntry(reader, 7), shown, codes.join());
      }
      assert.equal(all.filter((leaf) => agencyOf(leaf) === city.agencyCode).length, 2);
    });

    it('is shown whole to who reaches the region of the gate', async () => {
      const callers = [
        await gate.as('audit', { grant: { region: '421000' } }),
        await gate.as('machine', { grant: { region: '420000' }, scopes: ['log:read'] }),
      ];
      const all = await everyEntry(await gate.as('finance'), 50);

      for (const caller of callers) {
        assert.deepEqual(await everyEntry(caller, 50), all);
        assert.equal((await caller.get('/v1/log/export')).status, 200);
      }
    });

    it('is exported to nobody who reaches less, and says what one would have to reach', async () => {
      for (const caller of [
        await gate.as('finance', { grant: { region: '421022' } }),
        await gate.as('audit', { grant: { agencies: [county.agencyCode] } }),
        await gate.as('machine', { grant: { region: '421100' }, scopes: ['log:read'] }),
      ]) {
        const { status, body } = await caller.get('/v1/log/export', { 'accept-language': 'en' });
        assert.deepEqual([status, body.code], [403, 'log.export_reach']);
        assert.match(body.detail, /GATE_REGION=421000/);
      }
    });

    it('proves that a leaf is in the tree of each size since', async () => {
      const { body: head } = await city.officer.get('/v1/log/head');
      const index = 3;

      for (const treeSize of [index + 1, head.size - 1, head.size]) {
        const { body } = await city.officer.get(`/v1/log/proofs/inclusion?index=${index}&treeSize=${treeSize}`);

        const bytes = (text: string) => Buffer.from(text, 'base64');
        const claim = {
          index: BigInt(index),
          size: BigInt(treeSize),
          leaf: bytes(body.leafHash),
          proof: body.hashes.map(bytes),
          root: bytes(body.rootHash),
        };
        assert.equal(verifyInclusion(claim), true);
        if (treeSize === head.size) assert.equal(body.rootHash, head.rootHash);
      }
      const now = await city.officer.get(`/v1/log/proofs/inclusion?index=${index}`);
      assert.equal(now.body.treeSize, head.size);
    });

    it('refuses a proof about what the log has not reached', async () => {
      const { body: head } = await city.officer.get('/v1/log/head');
      const pointerOf = async (query: string) => {
        const { status, body } = await city.officer.get(`/v1/log/proofs/inclusion?${query}`);
        assert.deepEqual([status, body.code], [422, 'log.not_reached']);
        return body.errors[0].pointer;
      };

      assert.equal(await pointerOf(`index=${head.size}`), '/query/index');
      assert.equal(await pointerOf(`index=5&treeSize=5`), '/query/index');
      assert.equal(await pointerOf(`index=5&treeSize=${head.size + 1}`), '/query/treeSize');
    });
  });
});

async function everyEntry(caller: Caller, limit: number): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const { status, body } = await caller.get(`/v1/log/entries?from=${from}&limit=${limit}`);
    assert.equal(status, 200);
    entries.push(...body.items);
    from = body.next;
  }
  return entries;
}
