import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import {
  Frontier,
  leafHash,
  nodeHash,
  printNote,
  printVerifierKey,
  signCheckpoint,
  signingKeyOf,
  verifierKey,
} from '../../src/log/index.ts';
import { judgeContinuation } from '../../src/web/proof/continuation.ts';
import { compareWithSeen } from '../../src/web/proof/seen-checkpoint.ts';

const ORIGIN = 'gate.example.gov.cn/jingzhou';
const key = signingKeyOf('log', keyOf(1));
const keys = {
  certificate: [],
  log: [{ verifierKey: printVerifierKey(verifierKey('note', { name: ORIGIN, ...key })), isCompromised: false }],
  witnesses: [],
};

const leaves = ['first', 'second', 'third'].map(leafHash);
const [first = leafHash(''), second = leafHash(''), third = leafHash('')] = leaves;

describe('two checkpoints of a log', () => {
  const [of2, of3] = [noteOf([first, second]), noteOf([first, second, third])];
  const proof = [third.toString('base64')];
  const judged = (older: string, newer: string, hashes: readonly string[]) =>
    judgeContinuation({ older, newer, hashes }, keys);

  it('are the same, or the larger one begins with the smaller one', () => {
    assert.equal(judged(of2, of2, []), 'same');
    assert.equal(judged(of2, of3, proof), 'grown');
  });

  it('are not called consistent where a leaf was changed, or the proof is of something else', () => {
    const rewritten = noteOf([leafHash('other'), second, third]);
    assert.equal(judged(of2, rewritten, proof), 'changed');
    assert.equal(judged(of2, of3, []), 'changed');
    assert.equal(judged(of2, of3, ['nothing']), 'changed');
    assert.equal(judged(of2, of3, [nodeHash(first, second).toString('base64')]), 'changed');
  });

  it('of one size with two roots are two logs, whatever is given as a proof', () => {
    assert.equal(judged(of2, noteOf([second, first]), proof), 'forked');
  });

  it('prove nothing where one is of another log, or nobody signed it', () => {
    const other = printNote(signCheckpoint({ ...treeOf([first]), origin: 'other.example' }, key));
    assert.equal(judged(other, of2, []), 'unsigned');
    assert.equal(judged(of2.replace('\n2\n', '\n1\n'), of3, proof), 'unsigned');
    assert.equal(judged('', of3, proof), 'unsigned');
    assert.equal(judgeContinuation({ older: of2, newer: of3, hashes: proof }, { ...keys, log: [] }), 'unsigned');
  });
});

describe('what a browser remembers of the log', () => {
  const [of2, of3] = [noteOf([first, second]), noteOf([first, second, third])];
  const rewritten = noteOf([leafHash('other'), second, third]);
  const unsigned = of3.replace('\n3\n', '\n4\n');
  const asked: (readonly [from: number, to: number])[] = [];
  const prove = async (from: number, to: number): Promise<readonly string[]> => {
    asked.push([from, to]);
    return [third.toString('base64')];
  };

  for (const [says, seen, now, expected] of [
    ['at the first visit there is nothing to hold it against', '', of2, 'first'],
    ['before the gate has signed there is nothing', '', '', 'none'],
    ['the checkpoint may be the same', of2, of2, 'same'],
    ['the log may have grown', of2, of3, 'grown'],
    ['the log may have been rewritten', of2, rewritten, 'changed'],
    ['the log may have another root at the same size', of3, rewritten, 'forked'],
    ['the log may have become shorter', of3, of2, 'shorter'],
    ['the log may have lost every checkpoint', of3, '', 'shorter'],
    ['nobody may have signed what the gate gives', of2, unsigned, 'nowUnsigned'],
    ['nobody may have signed what the gate gives first', '', unsigned, 'nowUnsigned'],
    ['the memory may be what nobody signed', unsigned, of3, 'seenUnsigned'],
    ['the memory may be no checkpoint at all', 'nothing', of3, 'seenUnsigned'],
  ] as const) {
    it(`${says}: ${expected}`, async () => {
      assert.equal((await compareWithSeen({ seen, now, prove }, keys)).found, expected);
    });
  }

  it('is asked about once, by the sizes that it has', async () => {
    asked.length = 0;
    const look = await compareWithSeen({ seen: of2, now: of3, prove }, keys);
    assert.deepEqual(asked, [[2, 3]]);
    assert.deepEqual([look.older, look.newer], [2, 3]);
    await assert.rejects(
      compareWithSeen({ seen: of2, now: of3, prove: () => Promise.reject(new Error('away')) }, keys),
    );
  });
});

function treeOf(hashes: readonly Buffer[]): { readonly size: number; readonly rootHash: Buffer } {
  const frontier = new Frontier(0, []);
  for (const hash of hashes) frontier.append(hash);
  return { size: frontier.size, rootHash: frontier.root() };
}

function noteOf(hashes: readonly Buffer[]): string {
  return printNote(signCheckpoint({ ...treeOf(hashes), origin: ORIGIN }, key));
}

/** A key of a known seed: PKCS #8 of an Ed25519 key is this prefix and the 32 bytes. */
function keyOf(seed: number) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}
