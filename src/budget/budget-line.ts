import { addFen, type Fen, fen, formatYuan, parseYuan, subtractFen, text } from '../kernel/index.ts';
import type { Move } from '../ledger/index.ts';
import {
  counted,
  exact,
  flag,
  integer,
  money,
  optionalText,
  type StoredRow,
  type Subject,
  type SubjectKind,
  type SubjectProblem,
  textField,
} from '../log/index.ts';

/** A budget line as it is stated. Its amounts are counters that moves bring about. */
export interface BudgetLine {
  readonly code: string;
  readonly agencyCode: string;
  readonly fiscalYear: number;
  readonly documentNumber: string | null;
  readonly project: string;
  readonly projectKind: 'ordinary' | 'capital-construction';
  readonly economicClass: string;
  readonly governmentProcurement: boolean;
  readonly appropriation: string;
  readonly elsewhere: string;
}

export const BUDGET_LINE: SubjectKind<BudgetLine> = {
  type: 'budget-line',
  called: text('预算指标', 'budget line'),
  table: 'budget_lines',
  key: 'code',
  fields: {
    code: exact(textField('code')),
    agencyCode: textField('agency_code'),
    fiscalYear: integer('fiscal_year'),
    documentNumber: optionalText('document_number'),
    project: textField('project'),
    projectKind: { ...textField('project_kind'), absent: 'ordinary' },
    economicClass: textField('economic_class'),
    governmentProcurement: flag('is_government_procurement'),
    appropriation: counted(money('appropriation_fen')),
    elsewhere: counted(money('elsewhere_fen', '0.00')),
  },
  agency: 'agencyCode',
  identity: { lookUp: 'code', of: ({ code }) => [code] },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    fiscalYear: { by: 'equal', column: 'fiscal_year' },
    economicClass: { by: 'equal', column: 'economic_class' },
    project: { by: 'equal', column: 'project' },
  },
};

type Amounts = Pick<BudgetLine, 'appropriation' | 'elsewhere'>;

const NOTHING: Amounts = { appropriation: '0.00', elsewhere: '0.00' };

/** The moves that bring a line from the amounts it had to those it is to have; a new line had none. */
export function movesOfAmounts(code: string, before: Amounts | null, after: Amounts): readonly Move[] {
  const { appropriation, elsewhere } = before ?? NOTHING;
  const granted = subtractFen(parseYuan(after.appropriation), parseYuan(appropriation));
  const usedElsewhere = subtractFen(parseYuan(after.elsewhere), parseYuan(elsewhere));
  const account = { accountKind: 'budget-line', account: code, orderId: null } as const;
  const moves: Move[] = [];
  if (granted !== 0) {
    const cause = before === null ? 'appropriation' : 'revision';
    moves.push({ ...account, ...arrow(granted, 'outside', 'available'), quantity: Math.abs(granted), cause });
  }
  if (usedElsewhere !== 0) {
    const way = arrow(usedElsewhere, 'available', 'elsewhere');
    moves.push({ ...account, ...way, quantity: Math.abs(usedElsewhere), cause: 'used-elsewhere' });
  }
  return moves;
}

type Bucket = 'outside' | 'available' | 'elsewhere';

/** Less than before goes back the way it came. */
function arrow(difference: number, from: Bucket, to: Bucket): { readonly from: Bucket; readonly to: Bucket } {
  return difference > 0 ? { from, to } : { from: to, to: from };
}

/** What orders have bound on a line: reserved, encumbered, spent. */
interface Bound {
  readonly reserved: Fen;
  readonly encumbered: Fen;
  readonly spent: Fen;
}

function boundIn(row: StoredRow): Bound {
  const amount = (column: string): Fen => fen(Number(row[column] ?? 0));
  return { reserved: amount('reserved_fen'), encumbered: amount('encumbered_fen'), spent: amount('spent_fen') };
}

/**
 * Refuses to take away what is used or bound already. Only a smaller appropriation is asked: what is used elsewhere is a
 * fact that nobody can refuse, and an appropriation that grows only mends what that fact did.
 */
export function overdrawnProblems(before: Subject<BudgetLine> | null, after: Amounts): readonly SubjectProblem[] {
  if (before === null) return [];
  const appropriation = parseYuan(after.appropriation);
  if (appropriation >= parseYuan(before.state.appropriation)) return [];
  const { reserved, encumbered, spent } = boundIn(before.row);
  if (appropriation >= addFen(parseYuan(after.elsewhere), reserved, encumbered, spent)) return [];
  const message = text(
    '指标金额不能低于已使用、已预占、已占用和已支出金额之和。',
    'The appropriation must not be below what is used elsewhere, reserved, encumbered and spent.',
  );
  return [{ kind: 'unprocessable', code: 'budget_line.overdrawn', field: 'appropriation', text: message }];
}

/** A line with where its money stands, as it is answered. */
export interface BudgetLineStanding extends BudgetLine {
  readonly reserved: string;
  readonly encumbered: string;
  readonly spent: string;
  readonly available: string;
  readonly state: 'open' | 'closed';
}

export function standingOf({ state: line, row }: Subject<BudgetLine>): BudgetLineStanding {
  const { reserved, encumbered, spent } = boundIn(row);
  const taken = addFen(parseYuan(line.elsewhere), reserved, encumbered, spent);
  return {
    ...line,
    reserved: formatYuan(reserved),
    encumbered: formatYuan(encumbered),
    spent: formatYuan(spent),
    available: formatYuan(subtractFen(parseYuan(line.appropriation), taken)),
    state: Number(row.is_closed) === 1 ? 'closed' : 'open',
  };
}
