import type { Tx } from '../../db/index.ts';
import {
  addFen,
  type Fen,
  formatYuan,
  type Grant,
  parseYuan,
  Refusal,
  reaches,
  type Text,
  text,
} from '../../kernel/index.ts';
import { frozenText, listFrozenOf } from '../../ledger/index.ts';
import { type Governed, regionsOfAgencies } from '../../log/index.ts';
import {
  type Draft,
  type DraftProblem,
  type Judge,
  merged,
  newDraft,
  prepareJudge,
  type RecordingContext,
  recordCreated,
} from '../../reference/index.ts';
import { listAgenciesNamed, listCarried } from '../budget-repository.ts';
import { changesIn, judgedChanges, outcomeOf } from '../changes/line-changes.ts';
import { recordRevised } from '../changes/record-revised-lines.ts';
import { BUDGET_LINE, type BudgetLine } from '../lines/budget-line.ts';
import { findLines, type Line } from '../lines/find-lines.ts';
import { BUDGET_LINES } from '../lines/record-budget-lines.ts';
import type { PlannedRow, RowFault, RowOutcome, StatedLine } from './import-outcome.ts';

/** Some lines of a sheet. */
export interface LinesToImport extends RecordingContext {
  readonly lines: readonly StatedLine[];
  /** The row in which a code stood first, in the lines before these. */
  readonly rowOf: ReadonlyMap<string, number>;
  /** The agencies that it was agreed for; undefined: any within reach. */
  readonly agencies: readonly string[] | undefined;
}

/**
 * Brings the gate's lines to what a sheet of the finance system says: new lines are made, other amounts are moves of
 * revision, and what is there already is left alone. A row that is refused does no harm to the others.
 */
export async function importBudgetLines(entry: Governed, importing: LinesToImport): Promise<readonly RowOutcome[]> {
  const planned = await planRows(entry.tx, importing);
  const drafts = planned.flatMap((outcome) => (outcome.status === 'created' ? [outcome.draft] : []));
  const revised = planned.flatMap((outcome) => (outcome.status === 'revised' ? [outcome] : []));
  await recordCreated(entry, BUDGET_LINES, { drafts, actor: importing.actor });
  await recordRevised(entry, revised, importing);
  return planned.map(outcomeOf);
}

/** The same without writing: the preview of an import. */
export async function planBudgetLines(tx: Tx, importing: LinesToImport): Promise<readonly RowOutcome[]> {
  return (await planRows(tx, importing)).map(outcomeOf);
}

/** The names of agencies that rows go by, each with the codes of those who have it. */
async function agenciesNamed(tx: Tx, names: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  return names.length === 0 ? new Map() : listAgenciesNamed(tx, [...new Set(names)]);
}

/** A line whose agency was found, or the reason why it was not. */
type PlacedLine = StatedLine & { readonly fault?: RowFault };

function withAgency(line: StatedLine, agencies: ReadonlyMap<string, readonly string[]>): PlacedLine {
  if (line.agencyName === null) return line;
  const [code, ...others] = agencies.get(line.agencyName) ?? [];
  if (code === undefined) return { ...line, fault: { field: 'agencyCode', text: NO_AGENCY } };
  if (others.length > 0) return { ...line, fault: { field: 'agencyCode', text: SEVERAL_AGENCIES } };
  return { ...line, body: { ...line.body, agencyCode: code } };
}

const NO_AGENCY = text('未找到该单位。', 'There is no such agency.');
const SEVERAL_AGENCIES = text(
  '有多个同名单位，请填写统一社会信用代码。',
  'Several agencies have this name. State the unified social credit code.',
);

const NOT_AGREED = text(
  '该行的单位不在已签署的范围内；请重新提交。',
  'The agency of this row is not among those that the import was signed for. Import it again.',
);

async function planRows(tx: Tx, importing: LinesToImport): Promise<readonly PlannedRow[]> {
  const { rowOf, lines, agencies, ...context } = importing;
  const named = await agenciesNamed(
    tx,
    lines.flatMap(({ agencyName }) => agencyName ?? []),
  );
  const placed = lines.map((line) => draftOf(withAgency(line, named), context));
  const known = await findLines(
    tx,
    placed.map(({ draft }) => draft.key),
  );
  const frozen = await listFrozenOf(tx, 'budget-line', [...known.keys()]);
  const carried = await listCarried(tx, [...known.keys()]);
  const drafts = placed.map(({ line, draft }) => {
    const before = known.get(draft.key);
    return { line, draft: before ? changedDraft(before, withCarried(line, carried.get(draft.key))) : draft };
  });
  const judge = await prepareJudge(
    tx,
    BUDGET_LINES,
    drafts.map(({ draft }) => draft),
    context,
  );
  const agreed = agencies && new Set(agencies);
  const here = new Map<string, number>();
  return drafts.map(({ line, draft }): PlannedRow => {
    if (line.fault) return refused([line.fault]);
    const first = rowOf.get(draft.key) ?? here.get(draft.key);
    if (first !== undefined) return refused([twice(first)]);
    here.set(draft.key, line.row);
    const frozenLine = frozen.get(draft.key);
    if (frozenLine) return refused([{ field: null, text: frozenText('budget-line', draft.key, frozenLine.frozenAt) }]);
    const planned = plannedOf(draft, judge);
    const isBeyond = agreed && planned.status !== 'refused' && !agreed.has(draft.after.agencyCode);
    return isBeyond ? refused([{ field: 'agencyCode', text: NOT_AGREED }]) : planned;
  });
}

function draftOf(
  line: PlacedLine,
  context: RecordingContext,
): { readonly line: PlacedLine; readonly draft: Draft<BudgetLine> } {
  return { line, draft: newDraft(BUDGET_LINES, line.body, context) };
}

/** An approved budget does not count what the year before brought along: on the line it comes on top. */
function withCarried(line: StatedLine, carriedFen: Fen | undefined): StatedLine {
  const { appropriation } = line.body;
  if (carriedFen === undefined || typeof appropriation !== 'string') return line;
  return { ...line, body: { ...line.body, appropriation: formatYuan(addFen(parseYuan(appropriation), carriedFen)) } };
}

/** Only what the row states may be otherwise; a sheet without a column says nothing about it. */
function changedDraft(before: Line, { body }: StatedLine): Draft<BudgetLine> {
  const after = merged(BUDGET_LINE, before.state, body);
  const changes = Object.fromEntries(changesIn(before.state, after).map((change) => [change.field, change.after]));
  return { key: before.key, before, changes, after };
}

function plannedOf(draft: Draft<BudgetLine>, judge: Judge<BudgetLine>): PlannedRow {
  const problems = judge.problemsOf(draft);
  if (problems.some(({ kind }) => kind === 'not_found')) return refused(problems.map(toFault));
  const { before, after } = draft;
  if (before === null) {
    if (problems.length > 0) return refused(problems.map(toFault));
    judge.take(draft);
    return { status: 'created', draft };
  }
  const changes = changesIn(before.state, after);
  if (changes.length === 0) return { status: 'unchanged' };
  const faults = [...judgedChanges(before.state, changes), ...problems.map(toFault)];
  if (faults.length > 0) return refused(faults);
  judge.take(draft);
  return { status: 'revised', before, after, changes };
}

function refused(faults: readonly RowFault[]): PlannedRow {
  return { status: 'refused', faults };
}

function toFault({ field, text: says }: DraftProblem): RowFault {
  return { field, text: says };
}

function twice(row: number): { readonly field: string; readonly text: Text } {
  return { field: 'code', text: text(`与第 ${row} 行的编码重复。`, `Row ${row} has the same code.`) };
}

/** What the lines of a sheet call their agencies. */
export interface AgenciesOfSheet {
  readonly codes: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/**
 * The agencies that the lines of a sheet belong to, as far as the grant reaches them. The others' rows are refused, also
 * where an agency that is unknown is known by the time of the import: nobody who signed has reached it.
 */
export async function findReachedAgencies(
  tx: Tx,
  { codes, names }: AgenciesOfSheet,
  grant: Grant,
): Promise<readonly string[]> {
  const named = [...(await agenciesNamed(tx, [...names])).values()].flatMap((found) =>
    found.length === 1 ? found : [],
  );
  const regions = await regionsOfAgencies(tx, [...named, ...codes]);
  const reached = [...regions].filter(([code, region]) => reaches(grant, { code, region })).map(([code]) => code);
  if (reached.length === 0) throw noAgencies();
  return reached;
}

/** Nobody could sign it, and it would change nothing. */
function noAgencies(): Refusal {
  const message = text(
    '没有一行的单位是已登记且在管辖范围内的，没有可提交的内容；以 dryRun=true 查看逐行原因。',
    'No row names a known agency within reach, so there is nothing to propose. dryRun=true tells why, row by row.',
  );
  return new Refusal('invalid', 'import.no_agency', message, [{ pointer: '', message: '' }]);
}
