import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { inSnapshot } from '../../src/db/index.ts';
import { carryEvidence } from '../../src/register/evidence/carry-evidence-job.ts';
import {
  evidenceFolder,
  fileJudge,
  findEvidenceBytes,
  type LoggedUse,
  proofJudge,
  proofUsesOf,
  recordEntitlements,
  writeProofs,
} from '../../src/register/index.ts';
import { BUREAU, bureau, event, gateForEachTest, given, LIBRARY, library } from '../agencies/agency-examples.ts';
import { onOneEngine, onOneOfThem } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { ACCEPTING, act, disagreements, entitlement } from './holdings-support.ts';

const PATH = '/v1/evidence-files';
const CERTIFICATE = Buffer.from('%PDF-1.7 certificate of ten seats %%EOF');

function send(
  caller: Caller,
  bytes: Buffer,
  { agency = BUREAU, type = 'application/pdf', name = 'x.pdf' } = {},
): Promise<Response> {
  const path = `${PATH}?agencyCode=${agency}&name=${encodeURIComponent(name)}`;
  return caller.send('post', path, { bytes, headers: { 'content-type': type } });
}

describe('evidence', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    const here = gateForEachTest(engine);

    function licence(different: object = {}): object {
      return {
        ...{ agencyCode: BUREAU, licensee: BUREAU, category: 'office', product: 'WPS Office', metric: 'device' },
        ...{ seats: 10, channel: 'volume' },
        ...different,
      };
    }
    const register = (different: object) => here.gate.installer.post('/v1/entitlements', licence(different));
    const certificate = (reference: string, more: object = {}) => [{ kind: 'licence-certificate', reference, ...more }];
    const codeOf = ({ status, body }: Response): readonly unknown[] => [status, body.code];

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
    });

    it('is kept by its hash, once, and given back as it was, under its own name and never shown', async () => {
      const { installer, db } = here.gate;

      const first = await send(installer, CERTIFICATE, { name: '授权证书 (1).pdf' });
      const second = await send(installer, CERTIFICATE, { name: 'again.pdf' });
      const { hash } = first.body;
      const { headers, body } = await installer.get(`${PATH}/${hash}/content`);

      assert.deepEqual([first.status, second.status, second.body.name], [201, 200, '授权证书 (1).pdf']);
      assert.equal(Buffer.compare(body, CERTIFICATE), 0);
      assert.equal(headers['content-type'], 'application/pdf');
      assert.equal(
        headers['content-disposition'],
        `attachment; filename*=UTF-8''${encodeURIComponent('授权证书 ')}%281%29.pdf`,
      );
      assert.equal(headers['x-content-type-options'], 'nosniff');
      const pieces = await db.reader('evidence_pieces').select('hash', 'place');
      assert.deepEqual(
        pieces.map((piece) => ({ ...piece })),
        [{ hash, place: 0 }],
      );
      assert.deepEqual(await disagreements(here.gate), []);
    });

    onOneOfThem(engine, 'a file is looked at before any statement', () => {
      it('is a PDF, a PNG or a JPEG by what is in it', async () => {
        const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2]);
        const page = Buffer.from('<html><script>alert(1)</script>');

        assert.equal((await send(here.gate.installer, png, { type: 'image/png' })).status, 201);
        assert.deepEqual(codeOf(await send(here.gate.installer, png)), [422, 'evidence.media_type']);
        assert.deepEqual(codeOf(await send(here.gate.installer, page)), [422, 'evidence.media_type']);
        assert.deepEqual(codeOf(await send(here.gate.installer, page, { type: 'text/html' })), [
          415,
          'request.media_type',
        ]);
      });

      it('is no larger than ten mebibytes, and called by no path', async () => {
        const large = Buffer.concat([CERTIFICATE, Buffer.alloc(10 * 1024 * 1024)]);

        assert.deepEqual(codeOf(await send(here.gate.installer, large)), [413, 'request.too_large']);
        assert.equal((await send(here.gate.installer, CERTIFICATE, { name: '../x.pdf' })).status, 400);
      });
    });

    it('of another agency is not there, though it has the same bytes', async () => {
      const { body } = await send(here.gate.installer, CERTIFICATE);
      const stranger = await here.gate.as('procurement-officer', { grant: { agencies: [LIBRARY] } });

      const read = await stranger.get(`${PATH}/${body.hash}`);
      const content = await stranger.get(`${PATH}/${body.hash}/content`);
      const named = await stranger.post(
        '/v1/entitlements',
        licence({ agencyCode: LIBRARY, evidence: [{ kind: 'licence-certificate', file: body.hash }] }),
      );
      const own = await send(stranger, CERTIFICATE, { agency: LIBRARY });

      assert.deepEqual([read.status, content.status], [404, 404]);
      assert.deepEqual(codeOf(named), [422, 'evidence.file']);
      assert.deepEqual([own.status, own.body.agencyCode], [201, LIBRARY]);
    });

    it('of several mebibytes comes back as it was, also from a gate on another machine', async () => {
      const large = Buffer.concat([CERTIFICATE, randomBytes(2 * 1024 * 1024 + 5)]);
      const elsewhere = { folder: evidenceFolder(join(here.gate.dataDir, 'nowhere')) };

      const { hash } = (await send(here.gate.installer, large)).body;
      const { body } = await here.gate.installer.get(`${PATH}/${hash}/content`);
      const onlyHere = await elsewhere.folder.read(hash);
      const kept = await inSnapshot(here.gate.db, (tx) => findEvidenceBytes(tx, hash));

      assert.equal(Buffer.compare(body, large), 0);
      // Nothing but the database has it, so every machine has.
      assert.equal(onlyHere, undefined);
      assert.equal(kept?.equals(large), true);
      assert.equal(await here.gate.db.reader('evidence_pieces').then((rows) => rows.length), 3);
    });

    it('that was damaged is found by verify, told to be lost, and whole again when it is sent again', async () => {
      const { hash } = (await send(here.gate.installer, CERTIFICATE)).body;
      const flipped = Buffer.from(CERTIFICATE);
      flipped[9] = (flipped[9] ?? 0) ^ 1;
      await here.gate.db.writer('evidence_pieces').where({ hash }).update({ bytes: flipped });

      const found = await disagreements(here.gate);
      const damaged = await here.gate.installer.get(`${PATH}/${hash}/content`);
      await send(here.gate.installer, CERTIFICATE);
      const whole = await here.gate.installer.get(`${PATH}/${hash}/content`);

      assert.deepEqual(found, [`evidence_pieces ${hash} differs hash`]);
      assert.deepEqual(codeOf(damaged), [503, 'evidence.lost']);
      assert.equal(whole.status, 200);
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('that an earlier version left in the data folder is read there, and carried into the database', async () => {
      const { installer, db, dataDir } = here.gate;
      const { hash } = (await send(installer, CERTIFICATE)).body;
      await db.writer('evidence_pieces').delete();
      await mkdir(join(dataDir, 'evidence', hash.slice(0, 2)), { recursive: true });
      await writeFile(join(dataDir, 'evidence', hash.slice(0, 2), hash), CERTIFICATE);

      const before = await installer.get(`${PATH}/${hash}/content`);
      const lost = await disagreements(here.gate);
      await carryEvidence({ db, folder: evidenceFolder(dataDir) }, async () => true);
      const carried = await inSnapshot(db, (tx) => findEvidenceBytes(tx, hash));

      assert.equal(before.status, 200);
      // The gate that got it kept it in the database.
      assert.deepEqual(lost, [`evidence_pieces ${hash} no-row `]);
      assert.equal(carried?.equals(CERTIFICATE), true);
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('proves the seats of one entitlement, whoever shows it again, by number or by file', async () => {
      const { hash } = (await send(here.gate.installer, CERTIFICATE)).body;
      await send(here.gate.installer, CERTIFICATE, { agency: LIBRARY });
      const file = [{ kind: 'licence-certificate', file: hash }];
      await register({ evidence: certificate('WPS-LIC-2025-0093') });
      await register({ product: 'Yozo', evidence: file });

      const number = await register({
        agencyCode: LIBRARY,
        product: 'Other',
        evidence: certificate('wps-lic-2025-００93'),
      });
      const again = await register({ agencyCode: LIBRARY, product: 'Other', evidence: file });

      assert.deepEqual(codeOf(number), [409, 'evidence.used']);
      assert.deepEqual(codeOf(again), [409, 'evidence.used']);
      assert.equal(again.body.errors[0].pointer, '/evidence');
      assert.equal(JSON.stringify(again.body).includes(BUREAU), false);
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('is refused a second time by an event and in an import as well, and free again where it was a mistake', async () => {
      const first = await given(here.gate, '/v1/entitlements', licence({ evidence: certificate('WPS-1') }));
      const other = await given(here.gate, '/v1/entitlements', licence({ product: 'Yozo' }));
      const change = (id: string, tag: string, evidence: object) =>
        here.gate.installer.post(`/v1/entitlements/${id}/events`, event({ evidence }), { 'if-match': tag });
      const heading = 'agencyCode,licensee,category,product,metric,seats,channel,evidence';
      const rows = ['A', 'B'].map(
        (product) =>
          `${BUREAU},${BUREAU},office,${product},device,5,volume,"[{""kind"":""licence-certificate"",""reference"":""NEW-7""}]"`,
      );

      const byEvent = await change(other.id, other.tag, certificate('WPS-1'));
      const raw = { bytes: [heading, ...rows].join('\n'), headers: { 'content-type': 'text/csv' } };
      const imported = await here.gate.installer.send('post', '/v1/entitlements/import', raw);
      await change(first.id, first.tag, certificate('WPS-2'));
      const freed = await change(other.id, other.tag, certificate('WPS-1'));

      assert.deepEqual(codeOf(byEvent), [409, 'evidence.used']);
      assert.deepEqual(
        imported.body.rows.map(({ status }: { status: string }) => status),
        ['created', 'refused'],
      );
      assert.equal(freed.status, 200);
      assert.deepEqual(await disagreements(here.gate), []);
    });

    it('that names no paper, or gives seats to many agencies, may be shown by each', async () => {
      const letter = [{ kind: 'allocation-letter', reference: '机函〔2026〕8号', seats: 10 }];
      const words = certificate('金山办公授权书');

      const answers = [
        await register({ evidence: [...letter, ...words] }),
        await register({ agencyCode: LIBRARY, evidence: [...letter, ...words] }),
        await register({ product: 'Yozo', evidence: words }),
        await register({ product: 'Other', evidence: letter }),
      ];

      assert.deepEqual(
        answers.map(({ status }) => status),
        [201, 201, 201, 409],
      );
    });

    it('of a part of an order serves its deliveries up to the seats that it covers', async () => {
      const delivery = (id: string, seats: number) => entitlement(id, { seats, evidence: [{ ...PAPER, seats: 20 }] });
      await act(here.gate, (entry) => recordEntitlements(entry, { actor: ACCEPTING, states: [delivery('ent_1', 12)] }));
      await act(here.gate, (entry) => recordEntitlements(entry, { actor: ACCEPTING, states: [delivery('ent_2', 8)] }));

      const row = await here.gate.db.reader('proof_uses').first();
      assert.deepEqual([row.used_for, row.seats], ['order/ord_1/item/1', 20]);
      assert.deepEqual(await disagreements(here.gate), []);
      await here.gate.db.writer('proof_uses').update({ seats: 12 });
      assert.deepEqual(
        (await disagreements(here.gate)).map((found) => found.split(' ').at(-1)),
        ['seats'],
      );
    });

    it('is asked about before it is counted, by whatever else counts papers', async () => {
      const usesFor = (usedFor: string, seats: number) =>
        proofUsesOf({ agencyCode: BUREAU, usedFor, seats, evidence: [{ ...PAPER, seats: 20 }] });
      const item = usesFor('order/ord_1/item/1', 12);
      const more = [...usesFor('order/ord_1/item/2', 1), ...usesFor('order/ord_1/item/1', 9)];
      await act(here.gate, async (entry) => {
        const proofs = item.map(({ covers: _covers, ...use }): LoggedUse => use);
        const by = { keyId: 'key_local', personId: null };
        const { logIndex } = entry.append({ type: 'test.counted', subject: 'test/1', by, body: { proofs } });
        await writeProofs(entry.tx, [{ logIndex, proofs }]);
      });

      const codes = await inSnapshot(here.gate.db, async (tx) => {
        const judge = proofJudge();
        await judge.readFor(tx, more);
        return more.map((use) => judge.problemOf(use)?.code);
      });
      const missing = await inSnapshot(here.gate.db, async (tx) => {
        const shown = { agencyCode: BUREAU, evidence: [{ file: '0'.repeat(64) }] };
        const files = fileJudge();
        await files.readFor(tx, [shown]);
        return files.problemsOf(shown).map(({ code }) => code);
      });

      assert.deepEqual([codes, missing], [['evidence.used', 'evidence.seats'], ['evidence.file']]);
      assert.deepEqual(await disagreements(here.gate), []);
    });
  });

  it('counts each paper once, for the seats that it covers of those that are asked', () => {
    const evidence = [{ ...PAPER, seats: 20 }, PAPER, { kind: 'invoice', reference: 'FP-1' } as const];

    const uses = proofUsesOf({ agencyCode: BUREAU, usedFor: 'order/ord_1/item/1', seats: 12, evidence });

    assert.deepEqual(
      uses.map(({ seats, covers }) => [seats, covers]),
      [[12, null]],
    );
  });
});

const PAPER = { kind: 'licence-certificate', reference: 'WPS-1', seats: null, file: null } as const;
