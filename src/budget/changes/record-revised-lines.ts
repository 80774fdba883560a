import { parseYuan, subtractFen } from '../../kernel/index.ts';
import { type LeafMoves, moveUnits } from '../../ledger/index.ts';
import type { Governed } from '../../log/index.ts';
import type { RecordingContext } from '../../reference/index.ts';
import { updateDescriptions } from '../budget-repository.ts';
import type { RevisedLine } from '../import/import-outcome.ts';
import { BUDGET_LINE, type BudgetLine } from '../lines/budget-line.ts';
import { crossedBy, movesOfAmounts } from '../lines/line-amounts.ts';
import { appendRevision } from './revise-line.ts';
import type { BudgetRevision } from './revision.ts';
import { insertRevisions } from './revisions-repository.ts';

/** The accounts of one statement, each a branch of its CASE; see record-budget-lines. */
const LINES_MAX = 100;
const COUNTED: readonly string[] = ['appropriation', 'elsewhere'] satisfies readonly (keyof BudgetLine)[];

/** Writes what a file says otherwise about lines that are there: their amounts as moves, the rest as a description. */
export async function recordRevised(
  entry: Governed,
  lines: readonly RevisedLine[],
  context: RecordingContext,
): Promise<void> {
  await recordAmounts(entry, lines, context);
  await recordDescriptions(entry, lines, context);
}

async function recordAmounts(entry: Governed, lines: readonly RevisedLine[], context: RecordingContext): Promise<void> {
  const revisions: BudgetRevision[] = [];
  const leaves: LeafMoves[] = [];
  for (const { before, after } of lines) {
    const moves = movesOfAmounts(before.key, before.state, after);
    if (moves.length === 0) continue;
    const changeFen = subtractFen(parseYuan(after.appropriation), parseYuan(before.state.appropriation));
    const isRevision = changeFen !== 0;
    const told = {
      ...{ id: isRevision ? context.newId('rev') : '', changeFen, documentNumber: after.documentNumber },
      ...{ reason: null, source: 'import' as const },
    };
    const leaf = { line: before, after, moves, actor: context.actor, told };
    const logIndex = isRevision ? appendRevision(entry, leaf) : appendUse(entry, leaf);
    leaves.push({ logIndex, keyId: context.actor.keyId, moves });
    if (!isRevision) continue;
    const { agencyCode, fiscalYear } = before.state;
    const made = { budgetLine: before.key, agencyCode, fiscalYear, at: entry.at, keyId: context.actor.keyId, logIndex };
    revisions.push({ ...told, ...made });
  }
  for (let start = 0; start < leaves.length; start += LINES_MAX) {
    await moveUnits(entry.tx, leaves.slice(start, start + LINES_MAX));
  }
  await insertRevisions(entry.tx, revisions);
}

/** What was used outside is a fact about the line, and no revision of what it may spend. */
function appendUse(entry: Governed, { line, after, moves, actor }: Parameters<typeof appendRevision>[1]): number {
  const crossed = crossedBy(line, after);
  const body = {
    budgetLine: line.key,
    elsewhere: after.elsewhere,
    source: 'import',
    moves,
    ...(crossed && { crossed }),
  };
  return entry.append({ type: 'budget.used-elsewhere', subject: `budget-use/${line.key}`, by: actor, body }).logIndex;
}

async function recordDescriptions(
  entry: Governed,
  lines: readonly RevisedLine[],
  { actor }: RecordingContext,
): Promise<void> {
  const described = lines.filter(({ changes }) => changes.some(({ field }) => !COUNTED.includes(field)));
  const recorded = described.map(({ before, after }) => {
    const body = { after: { ...after } };
    const subject = `${BUDGET_LINE.type}/${before.key}`;
    const { logIndex } = entry.append({ type: `${BUDGET_LINE.type}.described`, subject, by: actor, body });
    return { after, logIndex };
  });
  for (let start = 0; start < recorded.length; start += LINES_MAX) {
    await updateDescriptions(entry.tx, recorded.slice(start, start + LINES_MAX));
  }
}
