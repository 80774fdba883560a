import type { SealedText } from '../log/index.ts';
import { type DecisionLeaf, type ReadRecord, readDecisionRecord } from './decision-record.ts';

/** A record as it can be read today. Erasing a classified order's detail is allowed, and ends what can be derived. */
export type OpenedRecord =
  | { readonly kind: 'open'; readonly record: ReadRecord }
  | { readonly kind: 'erased' }
  | { readonly kind: 'unreadable'; readonly why: string };

export function openRecord(leaf: DecisionLeaf, sealed: readonly SealedText[]): OpenedRecord {
  try {
    const record = readDecisionRecord(leaf, sealed);
    return isDecision(record) ? { kind: 'open', record } : { kind: 'unreadable', why: 'it is no record of a decision' };
  } catch (error) {
    const isErased = isClassifiedLeaf(leaf.bytes) && !sealed.some(({ logIndex }) => logIndex === leaf.logIndex);
    return isErased ? { kind: 'erased' } : { kind: 'unreadable', why: messageOf(error) };
  }
}

/** Whether the parts are there that everybody who reads a record relies on: a leaf may have been made into anything. */
function isDecision({ ruleSet, detail, evaluator }: Partial<ReadRecord>): boolean {
  const { facts, gathered, findings, indeterminate } = detail ?? {};
  return [ruleSet, evaluator, facts, gathered].every(isTree) && [findings, indeterminate].every(Array.isArray);
}

/** Whether the detail was sealed when it was decided, whatever the order is today. */
export function isClassifiedLeaf(bytes: string): boolean {
  return bytes.includes('"isClassified":true');
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
