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
