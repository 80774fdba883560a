import type { Tx } from '../../db/index.ts';
import type { DecisionRecord } from '../../decisions/index.ts';
import { digestOf, instant } from '../../kernel/index.ts';
import { type Difference, differencesIn, type LogProjection, type ReadLeaf, withoutLeaf } from '../../log/index.ts';
import { parseBulk } from '../../proof/index.ts';
import { silentIn } from '../run/silent-decision.ts';
import { type FactChunk, type Packable, packContent } from './fact-chunk.ts';
import { findNextChunk } from './fact-chunks-repository.ts';
import { CHUNK_SIZE } from './gather-fact-chunk.ts';

/** A decision of the log as it would be packed. */
interface LoggedDecision {
  readonly logIndex: number;
  readonly ruleSet: number;
  readonly packable: Packable;
}

/** A chunk says what packing the records of its decisions again says, and chunks follow one another without a gap. */
export function factChunkProjection(): LogProjection {
  let told: LoggedDecision[] = [];
  /** Where the next chunk should begin. */
  let from = 0;
  let chunk: FactChunk | undefined;
  let after = Number.MIN_SAFE_INTEGER;
  const goOn = async (tx: Tx): Promise<FactChunk | undefined> => {
    chunk ??= await findNextChunk(tx, after);
    return chunk;
  };
  const settle = async (tx: Tx, to: number): Promise<readonly Difference[]> => {
    const found: Difference[] = [];
    for (let one = await goOn(tx); one && one.next <= to; one = await goOn(tx)) {
      found.push(...compareChunk(one, { told, from }));
      from = Math.max(from, one.next);
      told = told.filter(({ logIndex }) => logIndex >= from);
      after = one.from + 1;
      chunk = undefined;
    }
    return found;
  };
  return {
    compare: async (tx, { leaves, to }) => {
      const next = await goOn(tx);
      if (!next) return [];
      // A chunk that claims more than fits was not packed here, and must not fill the memory.
      if (told.length <= CHUNK_SIZE.decisions) {
        told.push(...leaves.filter(({ logIndex }) => logIndex >= next.from).flatMap(tellDecision));
      }
      return settle(tx, to);
    },
    finish: (tx) => settle(tx, Number.POSITIVE_INFINITY),
  };
}

interface ExpectedChunk {
  readonly told: readonly LoggedDecision[];
  /** Where the chunk before it ends. */
  readonly from: number;
}

function compareChunk(chunk: FactChunk, { told, from }: ExpectedChunk): readonly Difference[] {
  // A leaf that is wrong is told before the chunk that it was packed into.
  const place = { table: 'fact_chunks', key: String(chunk.from), index: chunk.next - 1 };
  const own = told.filter(({ logIndex }) => logIndex >= chunk.from && logIndex < chunk.next);
  const last = own.at(-1);
  if (!last) return [withoutLeaf(place)];
  const { next, ruleSet, decisions, content } = chunk;
  const shown = { from_index: chunk.from, next_index: next, rule_set: ruleSet, decisions, content: digestOf(content) };
  const isOfOneSet = own.every((one) => one.ruleSet === last.ruleSet);
  return differencesIn(place, shown, {
    ...{ from_index: from, next_index: last.logIndex + 1, decisions: own.length },
    rule_set: isOfOneSet ? last.ruleSet : null,
    content: digestOf(packContent(own.map(({ packable }) => packable))),
  });
}

function tellDecision(leaf: ReadLeaf): readonly LoggedDecision[] {
  if (leaf.type !== 'order.decided') return [];
  const body = leaf.body as unknown as DecisionRecord;
  const { logIndex } = leaf;
  return [{ logIndex, ruleSet: Number(body.ruleSet?.number), packable: silentOf(leaf, body) ?? logIndex }];
}

/** What keeps a record from being read is reported where leaves are read. */
function silentOf(leaf: ReadLeaf, body: DecisionRecord): Packable | undefined {
  if (body.isClassified) return undefined;
  try {
    const { logIndex, at } = leaf;
    return silentIn({ ...body, detail: { ...body.detail, ...parseBulk(leaf) }, logIndex, decidedAt: instant(at) });
  } catch {
    return undefined;
  }
}
