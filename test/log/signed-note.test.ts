import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  cosign,
  cosignaturesOf,
  isNoteSignedBy,
  type NoteSigner,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseSignature,
  parseTlogProof,
  parseVerifierKey,
  printCheckpoint,
  printNote,
  printSignature,
  printTlogProof,
  printVerifierKey,
  signCheckpoint,
  signingKeyOf,
  signNote,
  verifierKey,
} from '../../src/log/index.ts';

const VECTOR = new URL('../vectors/rfc6962/signed-note.json', import.meta.url);
const ORIGIN = 'gate.example.gov.cn/jingzhou';

describe('signed notes', () => {
  const published: { verifierKey: string; note: string } = JSON.parse(readFileSync(VECTOR, 'utf8'));

  it('reads and verifies the example of the specification, and writes it as it was', () => {
    const key = parseVerifierKey(published.verifierKey);
    const note = parseNote(published.note);
    assert.ok(key && note);

    assert.equal(isNoteSignedBy(note, key), true);
    assert.equal(printNote(note), published.note);
    assert.equal(printVerifierKey(key), published.verifierKey);
    assert.equal(isNoteSignedBy({ ...note, text: note.text.replace('example', 'exomple') }, key), false);
  });

  it('takes no key whose hash is not its own, and none of another length or kind', () => {
    const [name, hash, base64 = ''] = published.verifierKey.split('+');

    assert.equal(parseVerifierKey(`${name}+00000000+${base64}`), undefined);
    assert.equal(parseVerifierKey(`example.com/bar+${hash}+${base64}`), undefined);
    assert.equal(parseVerifierKey(`${name}+${hash}+${Buffer.alloc(33, 2).toString('base64')}`), undefined);
    assert.equal(parseVerifierKey(`${name}+${hash}+${base64.slice(0, -4)}`), undefined);
    assert.equal(parseVerifierKey(''), undefined);
  });

  it('leaves out what strangers signed, and believes nothing once one signature in the own name is wrong', () => {
    const signer = signerCalled(ORIGIN, 1);
    const key = verifierKey('note', signer);
    const note = signNote('text\n', signer);
    const [own] = note.signatures;
    assert.ok(own);
    const stranger = signNote('text\n', signerCalled('stranger.example', 2)).signatures;
    const broken = { ...own, bytes: Buffer.alloc(64) };

    assert.equal(isNoteSignedBy({ ...note, signatures: [...stranger, own] }, key), true);
    assert.equal(isNoteSignedBy({ ...note, signatures: stranger }, key), false);
    assert.equal(isNoteSignedBy({ ...note, signatures: [own, broken] }, key), false);
    assert.equal(isNoteSignedBy({ ...note, signatures: [{ ...own, bytes: own.bytes.subarray(1) }] }, key), false);
  });

  for (const [what, note] of Object.entries({
    'without a signature': 'text\n\n',
    'without an empty line': 'text\n— name AAAAAAA=\n',
    'without its last newline': 'text\n\n— name AAAAAAA=',
    'with a control character': 'te\u0007xt\n\n— name AAAAAAA=\n',
    'with a name that has a plus': 'text\n\n— na+me AAAAAAA=\n',
    'with something after the signature': 'text\n\n— name AAAAAAA= more\n',
    'with base64 that can be written otherwise': 'text\n\n— name AAAAAAB=\n',
    'with nothing but a key id': 'text\n\n— name AAAAAA==\n',
  })) {
    it(`is no note ${what}`, () => assert.equal(parseNote(note), undefined));
  }

  it('has a text that may hold empty lines', () => {
    const signer = signerCalled(ORIGIN, 1);
    const printed = printNote(signNote('one\n\ntwo\n', signer));

    assert.equal(parseNote(printed)?.text, 'one\n\ntwo\n');
  });
});

describe('checkpoints', () => {
  const checkpoint = { origin: ORIGIN, size: 4_711, rootHash: Buffer.alloc(32, 7) };

  it('are three lines that the gate signs in its own name', () => {
    const signer = signerCalled(ORIGIN, 1);
    const note = printNote(signCheckpoint(checkpoint, signer));

    assert.equal(
      note.startsWith(`${ORIGIN}\n4711\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n\n— ${ORIGIN} `),
      true,
    );
    assert.deepEqual(openCheckpoint(note, [verifierKey('note', signer)])?.checkpoint, checkpoint);
    assert.equal(openCheckpoint(note, [verifierKey('note', signerCalled(ORIGIN, 2))]), undefined);
    assert.equal(openCheckpoint(note.replace('4711', '4712'), [verifierKey('note', signer)]), undefined);
  });

  it('of another log are not believed because a key of this one signed them', () => {
    const signer = signerCalled(ORIGIN, 1);
    const foreign = printNote(signNote(printCheckpoint({ ...checkpoint, origin: 'other.example' }), signer));

    assert.equal(openCheckpoint(foreign, [verifierKey('note', signer)]), undefined);
  });

  it('may have further lines, and must be written in the one way', () => {
    const [origin, size, root] = printCheckpoint(checkpoint).split('\n');

    assert.deepEqual(parseCheckpoint(`${origin}\n${size}\n${root}\nmore\n`), checkpoint);
    for (const text of [
      `${origin}\n0${size}\n${root}\n`,
      `${origin}\n-1\n${root}\n`,
      `${origin}\n9007199254740993\n${root}\n`,
      `${origin}\n${size}\n${root}`,
      `${origin}\n${size}\n${root}\n\n`,
      `\n${size}\n${root}\n`,
      `${origin}\n${size}\nAAAA\n`,
    ]) {
      assert.equal(parseCheckpoint(text), undefined, JSON.stringify(text));
    }
  });
});

describe('cosignatures', () => {
  const text = printCheckpoint({ origin: ORIGIN, size: 5, rootHash: Buffer.alloc(32, 9) });
  const witness = signerCalled('audit.example.gov.cn/witness', 3);
  const key = verifierKey('cosignature', witness);
  const seconds = 1_679_315_147;

  it('say when a witness saw the checkpoint, and stand beside the signature of the gate', () => {
    const gate = signerCalled(ORIGIN, 1);
    const note = signNote(text, gate);
    const both = { ...note, signatures: [...note.signatures, cosign(text, { ...witness, seconds })] };
    const read = parseNote(printNote(both));
    assert.ok(read);

    assert.deepEqual(
      cosignaturesOf(read, key).map((each) => each.seconds),
      [seconds],
    );
    assert.equal(isNoteSignedBy(read, verifierKey('note', gate)), true);
    assert.deepEqual(parseVerifierKey(printVerifierKey(key)), key);
  });

  it('are of one text, one time and one key', () => {
    const signature = cosign(text, { ...witness, seconds });
    const otherTime = Buffer.from(signature.bytes);
    otherTime.writeBigUInt64BE(BigInt(seconds + 1));
    const goodOnes = (note: { text?: string; bytes?: Buffer }) =>
      cosignaturesOf(
        { text: note.text ?? text, signatures: [{ ...signature, bytes: note.bytes ?? signature.bytes }] },
        key,
      ).length;

    assert.equal(goodOnes({}), 1);
    assert.equal(goodOnes({ text: text.replace('\n5\n', '\n6\n') }), 0);
    assert.equal(goodOnes({ bytes: otherTime }), 0);
    assert.equal(goodOnes({ bytes: signature.bytes.subarray(8) }), 0);
    assert.equal(
      cosignaturesOf({ text, signatures: [signature] }, verifierKey('cosignature', signerCalled(witness.name, 4)))
        .length,
      0,
    );
    assert.equal(cosignaturesOf({ text, signatures: [signature] }, verifierKey('note', witness)).length, 0);
  });

  it('sign the message of the specification', () => {
    const message = Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);

    const line = parseSignature(printSignature(cosign(text, { ...witness, seconds })));

    assert.deepEqual(line?.bytes.subarray(8), witness.sign(message));
    assert.equal(line?.bytes.readBigUInt64BE(), BigInt(seconds));
  });
});

describe('proofs to be carried away', () => {
  const proof = {
    index: 73_894,
    hashes: [Buffer.alloc(32, 1), Buffer.alloc(32, 2)],
    checkpoint:
      'example.com/fancylog\n109482\nsFodV/vSp5O8n9a8QpW6PRY97tfOSW5bsc2Xl/EQi08=\n\n— example.com/fancylog AAAAAAA=\n',
    extra: null,
  };

  it('are written as the specification has them, and read again', () => {
    const text = printTlogProof(proof);
    const [first, index, ...rest] = text.split('\n');

    assert.deepEqual([first, index, rest[2]], ['c2sp.org/tlog-proof@v1', 'index 73894', '']);
    assert.deepEqual(parseTlogProof(text), proof);
    const withExtra = { ...proof, hashes: [], extra: Buffer.from('{"a":1}') };
    assert.deepEqual(parseTlogProof(printTlogProof(withExtra)), withExtra);
  });

  it('are not guessed at where a line is not what it must be', () => {
    const text = printTlogProof(proof);
    for (const wrong of [
      text.replace('@v1', '@v2'),
      text.replace('index 73894', 'index 073894'),
      text.replace('index 73894\n', ''),
      text.replace('index', 'extra !\nindex'),
      text.replace('AQEB', 'AQE'),
      'c2sp.org/tlog-proof@v1\nindex 1\n',
    ]) {
      assert.equal(parseTlogProof(wrong), undefined, wrong);
    }
  });
});

/** A key of a known seed: PKCS #8 of an Ed25519 key is this prefix and the 32 bytes. */
function signerCalled(name: string, seed: number): NoteSigner {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { name, ...signingKeyOf('log', key) };
}
