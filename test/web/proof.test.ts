import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { NoteSignature } from '../../src/log/checkpoints/signed-note.ts';
import {
  cosign,
  judgeReceipt,
  leafHash,
  nodeHash,
  printNote,
  printSignature,
  printTlogProof,
  printVerifierKey,
  signCheckpoint,
  signingKeyOf,
  verifierKey,
} from '../../src/log/index.ts';
import { signClaims, toCertificateJwk } from '../../src/orders/certificates/certificate-token.ts';
import { isSignedBy } from '../../src/web/proof/crypto.ts';
import { judge } from '../../src/web/proof/judge.ts';
import { verifyConsistency, verifyInclusion } from '../../src/web/proof/proofs.ts';
import { parseVerifierKey } from '../../src/web/proof/verifier-key.ts';

const ORIGIN = 'gate.example.gov.cn/jingzhou';
const logKey = { name: ORIGIN, ...signingKeyOf('log', keyOf(1)) };
const certificateKey = signingKeyOf('certificate', keyOf(2));
const trusted = verifierKey('note', logKey);
const witness = { name: 'witness.example/audit', ...signingKeyOf('log', keyOf(4)) };
const keys = {
  certificate: [toCertificateJwk(certificateKey)],
  log: [{ verifierKey: printVerifierKey(trusted), isCompromised: false }],
  witnesses: [{ verifierKey: printVerifierKey(verifierKey('cosignature', witness)), endedAt: null }],
};

const claims = {
  ...{
    iss: ORIGIN,
    sub: 'ord_1',
    jti: 'dec_1',
    iat: 1_700_000_000,
    exp: 1_800_000_000,
    reference: 'JZ-1',
    revision: 1,
  },
  ...{ orderDigest: 'a', agencyCode: '114210000110087106', total: '113400.00', budget: [], logIndex: 1 },
  ruleSet: { number: 1, digest: 'b' },
};
const token = signClaims(claims, certificateKey);

const record = Buffer.from('{"type":"order.decided","subject":"ord_1"}');
const neighbour = leafHash('before');
const checkpoint = noteOf({ origin: ORIGIN, size: 2 });
const json = { record: String(record), leafIndex: 1, hashes: [neighbour.toString('base64')], checkpoint };
const receipt = { index: 1, hashes: [neighbour], checkpoint, extra: record };

describe('what a visitor brings to the page that verifies', () => {
  it('holds where the gate made it, however it was copied', () => {
    for (const [brought, kind] of [
      [token, 'certificate'],
      [`https://gate.example.gov.cn/verify#${token}`, 'certificate'],
      [JSON.stringify({ certificate: token }), 'certificate'],
      [`%PDF-1.3\n2 0 obj\n<<\n/Keywords 13 0 R\n>>\nendobj\n13 0 obj\n(${token})\nendobj\n%%EOF`, 'certificate'],
      [printTlogProof(receipt), 'receipt'],
      [JSON.stringify(json), 'receipt'],
      [`\n${checkpoint.replaceAll('\n', '\r\n').trim()}`, 'checkpoint'],
    ] as const) {
      const judged = judge(brought, keys);
      assert.equal(judged?.kind, kind);
      assert.deepEqual(faultsOf(brought), [], brought);
    }
    assert.ok(judgeReceipt({ record, ...receipt }, [trusted]).isIncluded);
  });

  it('is told what is wrong with it', () => {
    const [head = '', body = '', signature = ''] = token.split('.');
    const cheap = Buffer.from(JSON.stringify({ ...claims, total: '1.00' })).toString('base64url');
    const stranger = signingKeyOf('certificate', keyOf(3));
    const other = noteOf({ origin: 'other.example', size: 2 });
    for (const [brought, faults] of [
      [`${head}.${cheap}.${signature}`, ['certificateSignature']],
      [`${head}.${body}.${`${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`}`, ['certificateSignature']],
      [signClaims(claims, stranger), ['certificateKey', 'certificateSignature']],
      [signClaims(claims, { ...stranger, kid: certificateKey.kid }), ['certificateSignature']],
      [signClaims({ ...claims, iss: 'other.example' }, certificateKey), ['issuer']],
      [printTlogProof({ ...receipt, hashes: [leafHash('another')] }), ['inclusion']],
      [printTlogProof({ ...receipt, extra: Buffer.from('{}') }), ['inclusion']],
      [other, ['log', 'checkpointKey', 'checkpointSignature']],
      [checkpoint.replace('\n2\n', '\n3\n'), ['checkpointSignature']],
      [JSON.stringify({ ...json, checkpoint: null }), ['inclusion', 'checkpointForm']],
      [`${head}.${body}.${signature}x`, ['form']],
      [signClaims({ ...claims, exp: 9_000_000_000_000 }, certificateKey), ['form']],
    ] as const) {
      assert.deepEqual(faultsOf(brought), faults, brought);
    }
    assert.equal(judge('something else', keys), undefined);
    assert.equal(judge('%PDF-1.7\n/Keywords (other)', keys), undefined);
  });

  it('is not believed by a key that somebody else may have', () => {
    const lost = { ...keys, log: keys.log.map((key) => ({ ...key, isCompromised: true })) };
    const faults = judge(checkpoint, lost)?.checks.filter(({ isGood }) => !isGood);
    assert.deepEqual(
      faults?.map(({ name }) => name),
      ['checkpointKey', 'checkpointSignature'],
    );
  });

  it('tells of each witness whether its cosignature holds, and believes none that has ended', () => {
    const text = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1);
    const good = cosign(text, { ...witness, seconds: 1_700_000_000 });
    const ofOther = cosign(text.replace('\n2\n', '\n3\n'), { ...witness, seconds: 1_700_000_000 });
    const stranger = cosign(text, { ...witness, name: 'stranger.example', seconds: 1_700_000_000 });
    const under = (...signatures: readonly NoteSignature[]): string =>
      `${checkpoint}${signatures.map((signature) => `${printSignature(signature)}\n`).join('')}`;
    const ended = (endedAt: string) => ({ ...keys, witnesses: keys.witnesses.map((one) => ({ ...one, endedAt })) });
    for (const [brought, known, cosigned, faults] of [
      [checkpoint, keys, [], []],
      [under(good), keys, [[witness.name, true, 1_700_000_000_000]], []],
      [under(ofOther), keys, [[witness.name, false, 1_700_000_000_000]], ['cosignature']],
      [
        under({ ...good, bytes: good.bytes.subarray(0, 40) }),
        keys,
        [[witness.name, false, undefined]],
        ['cosignature'],
      ],
      [under(stranger), keys, [], []],
      [under(good), ended('2023-11-14T22:13:20.000Z'), [[witness.name, false, 1_700_000_000_000]], ['cosignature']],
      [under(good), ended('2023-11-14T22:13:20.001Z'), [[witness.name, true, 1_700_000_000_000]], []],
    ] as const) {
      const judged = judge(brought, known);
      assert.ok(judged?.kind === 'checkpoint');
      assert.deepEqual(
        judged.cosigned.map(({ name, isGood, at }) => [name, isGood, at]),
        cosigned,
      );
      assert.deepEqual(
        judged.checks.flatMap(({ name, isGood }) => (isGood ? [] : [name])),
        faults,
        brought,
      );
    }
    assert.deepEqual(othersOf(under(stranger)), ['stranger.example']);
  });

  it('is believed by a key that somebody else may have where a witness has seen it', () => {
    const lost = { ...keys, log: keys.log.map((key) => ({ ...key, isCompromised: true })) };
    const text = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1);
    const seen = `${checkpoint}${printSignature(cosign(text, { ...witness, seconds: 1_700_000_000 }))}\n`;
    assert.deepEqual(
      judge(seen, lost)?.checks.filter(({ isGood }) => !isGood),
      [],
    );
  });

  it('reads the public vector of signed notes', () => {
    const { verifierKey: line, note } = JSON.parse(
      readFileSync(new URL('../vectors/rfc6962/signed-note.json', import.meta.url), 'utf8'),
    );
    const key = parseVerifierKey(line, 'note');
    const end = note.indexOf('\n\n');
    const signature = Buffer.from(note.slice(note.lastIndexOf(' ') + 1).trim(), 'base64');
    assert.ok(key);
    assert.deepEqual([...signature.subarray(0, 4)], [...key.keyId]);
    assert.ok(isSignedBy(key.bytes, Buffer.from(note.slice(0, end + 1)), signature.subarray(4)));
    assert.equal(isSignedBy(key.bytes, Buffer.from(note.slice(0, end)), signature.subarray(4)), false);
    assert.equal(parseVerifierKey(line, 'cosignature'), undefined);
  });

  it('has its proof computed as the public vectors of RFC 6962 have it', () => {
    const source = readFileSync(new URL('../vectors/rfc6962/proofs.json', import.meta.url), 'utf8');
    const { inclusion, consistency } = JSON.parse(
      source.replace(/"(leafIdx|treeSize|size1|size2)": (\d+)/g, '"$1": "$2"'),
    );
    assert.ok(inclusion.length > 10);
    for (const vector of inclusion) {
      const isIncluded = verifyInclusion({
        index: BigInt(vector.leafIdx),
        size: BigInt(vector.treeSize),
        leaf: Buffer.from(vector.leafHash ?? '', 'base64'),
        root: Buffer.from(vector.root ?? '', 'base64'),
        proof: (vector.proof ?? []).map((hash: string) => Buffer.from(hash, 'base64')),
      });
      assert.equal(isIncluded, !vector.wantErr, vector.name);
    }
    assert.ok(consistency.length > 10);
    for (const vector of consistency) {
      const isConsistent = verifyConsistency({
        fromSize: BigInt(vector.size1),
        toSize: BigInt(vector.size2),
        fromRoot: Buffer.from(vector.root1 ?? '', 'base64'),
        toRoot: Buffer.from(vector.root2 ?? '', 'base64'),
        proof: (vector.proof ?? []).map((hash: string) => Buffer.from(hash, 'base64')),
      });
      assert.equal(isConsistent, !vector.wantErr, vector.name);
    }
  });
});

function othersOf(brought: string): readonly string[] {
  const judged = judge(brought, keys);
  return judged?.kind === 'checkpoint' ? judged.others : [];
}

function faultsOf(brought: string): readonly string[] | undefined {
  return judge(brought, keys)?.checks.flatMap(({ name, isGood }) => (isGood ? [] : [name]));
}

function noteOf(log: { readonly origin: string; readonly size: number }): string {
  return printNote(signCheckpoint({ ...log, rootHash: nodeHash(neighbour, leafHash(record)) }, logKey));
}

/** A key of a known seed: PKCS #8 of an Ed25519 key is this prefix and the 32 bytes. */
function keyOf(seed: number) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}
