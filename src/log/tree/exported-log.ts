import { openCheckpoint } from '../checkpoints/checkpoint.ts';
import { bytesIn, type VerifierKey } from '../checkpoints/signed-note.ts';
import { Frontier, leafHash } from './merkle.ts';

/** A line of an exported log, which is one JSON text: leaves in their order, then checkpoints, then where it ends. */
export type ExportLine =
  | { readonly index: number; readonly record: string }
  | { readonly checkpoint: string }
  | { readonly size: number; readonly rootHash: string };

export function printExportLine(line: ExportLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** What can be wrong with a log that somebody else holds, and where. */
export interface ExportFault {
  readonly kind: 'unreadable' | 'later' | 'order' | 'root' | 'signature' | 'unfinished';
  /** The line of the file, from 1. */
  readonly line: number;
  /** The leaf or size that it is about. */
  readonly index: number;
}

export interface ExportResult {
  readonly leaves: number;
  readonly rootHash: Buffer;
  /** Those that were signed with a trusted key over the tree of these very leaves. */
  readonly checkpoints: number;
  /** The largest size that one of these was signed over: nobody has vouched for leaves behind it. */
  readonly signedSize: number;
  readonly faults: readonly ExportFault[];
}

export interface ExportVerifier {
  readonly take: (line: string) => void;
  readonly finish: () => ExportResult;
}

const FAULTS_MAX = 100;

/**
 * Grows the tree again from the lines of an export. Checkpoints come after the leaves, so the roots of all sizes at which
 * one may have been signed are kept: 32 bytes for each leaf.
 */
export function openExportVerifier(trusted: readonly VerifierKey[]): ExportVerifier {
  const frontier = new Frontier(0, []);
  const hashes: Buffer[] = [];
  const found: { line: number; isLater: boolean; hasEnd: boolean; faults: ExportFault[]; notes: Note[] } = {
    ...{ line: 0, isLater: false, hasEnd: false },
    ...{ faults: [], notes: [] },
  };
  const note = (kind: ExportFault['kind'], index: number, line = found.line): void => {
    if (found.faults.length < FAULTS_MAX) found.faults.push({ kind, line, index });
  };
  return {
    take: (text) => {
      found.line += 1;
      found.hasEnd = false;
      const line = lineIn(text);
      if (found.line === 1 && line && 'record' in line && line.index > 0) {
        found.isLater = true;
        note('later', line.index);
      }
      // Without the leaves before it nothing here gives a root.
      if (found.isLater) return;
      if (!line) note('unreadable', frontier.size);
      else if ('record' in line) {
        if (line.index !== frontier.size) note('order', frontier.size);
        const hash = leafHash(line.record);
        hashes.push(hash);
        frontier.append(hash);
      } else if ('checkpoint' in line) found.notes.push({ note: line.checkpoint, line: found.line });
      else {
        found.hasEnd = true;
        const isSame = line.size === frontier.size && bytesIn(line.rootHash)?.equals(frontier.root());
        if (!isSame) note('root', line.size);
      }
    },
    finish: () => {
      if (!found.hasEnd && !found.isLater) note('unfinished', frontier.size);
      const good = judgeNotes(found.notes, { hashes, trusted, note });
      const signed = { checkpoints: good.length, signedSize: good.at(-1) ?? 0 };
      return { leaves: frontier.size, rootHash: frontier.root(), ...signed, faults: found.faults };
    },
  };
}

interface Note {
  readonly note: string;
  readonly line: number;
}

interface NoteEvidence {
  readonly hashes: readonly Buffer[];
  readonly trusted: readonly VerifierKey[];
  readonly note: (kind: ExportFault['kind'], index: number, line: number) => void;
}

/** Answers the sizes of those that are good, the smallest first. */
function judgeNotes(notes: readonly Note[], { hashes, trusted, note }: NoteEvidence): readonly number[] {
  const opened = notes.flatMap(({ note: text, line }) => {
    const found = openCheckpoint(text, trusted);
    if (!found) note('signature', 0, line);
    return found ? [{ ...found.checkpoint, line }] : [];
  });
  const frontier = new Frontier(0, []);
  const good: number[] = [];
  for (const { size, rootHash, line } of opened.toSorted((a, b) => a.size - b.size)) {
    for (const hash of hashes.slice(frontier.size, size)) frontier.append(hash);
    if (frontier.size === size && frontier.root().equals(rootHash)) good.push(size);
    else note('root', size, line);
  }
  return good;
}

function lineIn(text: string): ExportLine | undefined {
  try {
    const { index, record, checkpoint, size, rootHash } = JSON.parse(text) as Record<string, unknown>;
    if (typeof index === 'number' && typeof record === 'string') return { index, record };
    if (typeof checkpoint === 'string') return { checkpoint };
    return typeof size === 'number' && typeof rootHash === 'string' ? { size, rootHash } : undefined;
  } catch {
    return undefined;
  }
}
