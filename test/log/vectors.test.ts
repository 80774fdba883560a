import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { canonicalJson } from '../../src/kernel/index.ts';
import { EMPTY_ROOT, Frontier, leafHash, nodeHash, verifyConsistency, verifyInclusion } from '../../src/log/index.ts';

const VECTORS = new URL('../vectors/', import.meta.url);

interface InclusionVector {
  readonly name: string;
  readonly leafIdx: string;
  readonly treeSize: string;
  readonly root: string | null;
  readonly leafHash: string | null;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

interface ConsistencyVector {
  readonly name: string;
  readonly size1: string;
  readonly size2: string;
  readonly root1: string | null;
  readonly root2: string | null;
  readonly proof: readonly string[] | null;
  readonly wantErr: boolean;
}

describe('the log agrees with public vectors', () => {
  // Sizes are unsigned 64-bit numbers: read as text before JSON.parse would round them.
  const source = readFileSync(new URL('rfc6962/proofs.json', VECTORS), 'utf8');
  const quoted = source.replace(/"(leafIdx|treeSize|size1|size2)": (\d+)/g, '"$1": "$2"');
  const vectors: { inclusion: InclusionVector[]; consistency: ConsistencyVector[] } = JSON.parse(quoted);

  it(`accepts and refuses ${vectors.inclusion.length} inclusion proofs as RFC 6962 does`, () => {
    for (const vector of vectors.inclusion) {
      const isIncluded = verifyInclusion({
        index: BigInt(vector.leafIdx),
        size: BigInt(vector.treeSize),
        root: bytes(vector.root),
        leaf: bytes(vector.leafHash),
        proof: (vector.proof ?? []).map(bytes),
      });

      assert.equal(isIncluded, !vector.wantErr, vector.name);
    }
    assert.equal(vectors.inclusion.length, 98);
  });

  it(`accepts and refuses ${vectors.consistency.length} consistency proofs as RFC 6962 does`, () => {
    for (const vector of vectors.consistency) {
      const isConsistent = verifyConsistency({
        fromSize: BigInt(vector.size1),
        toSize: BigInt(vector.size2),
        fromRoot: bytes(vector.root1),
        toRoot: bytes(vector.root2),
        proof: (vector.proof ?? []).map(bytes),
      });

      assert.equal(isConsistent, !vector.wantErr, vector.name);
    }
    assert.equal(vectors.consistency.length, 98);
  });

  for (const file of readdirSync(new URL('rfc8785/input/', VECTORS))) {
    it(`writes ${file} as RFC 8785 does`, () => {
      const input = readFileSync(new URL(`rfc8785/input/${file}`, VECTORS), 'utf8');
      const output = readFileSync(new URL(`rfc8785/output/${file}`, VECTORS), 'utf8');

      assert.equal(canonicalJson(JSON.parse(input)), output);
    });
  }
});

describe('a growing tree', () => {
  it('has the root of a tree built at once, at every size up to 70', () => {
    const leaves = Array.from({ length: 70 }, (_, index) => leafHash(String(index)));
    const frontier = new Frontier(0, []);

    for (const [index, leaf] of leaves.entries()) {
      frontier.append(leaf);
      assert.deepEqual(frontier.root(), rootAtOnce(leaves.slice(0, index + 1)));
    }
  });
});

/** MTH of RFC 6962, 2.1, written as its definition. */
function rootAtOnce(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (!only) return EMPTY_ROOT;
  if (leaves.length === 1) return only;
  const middle = 2 ** (Math.ceil(Math.log2(leaves.length)) - 1);
  return nodeHash(rootAtOnce(leaves.slice(0, middle)), rootAtOnce(leaves.slice(middle)));
}

function bytes(base64: string | null): Buffer {
  return Buffer.from(base64 ?? '', 'base64');
}
