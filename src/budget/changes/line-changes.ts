import { canonicalJson, parseYuan, text } from '../../kernel/index.ts';
import { statedFields } from '../../reference/index.ts';
import type { PlannedRow, RowChange, RowFault, RowOutcome } from '../import/import-outcome.ts';
import { BUDGET_LINE, type BudgetLine } from '../lines/budget-line.ts';
import { measuredWith } from '../lines/line-amounts.ts';

/** What two states of a line say differently, as far as somebody states it. */
export function changesIn(before: BudgetLine, after: BudgetLine): readonly RowChange[] {
  const [had, has] = [
    new Map<string, unknown>(Object.entries(before)),
    new Map<string, unknown>(Object.entries(after)),
  ];
  return statedFields(BUDGET_LINE).flatMap(([name]) => {
    const change = { field: name as RowChange['field'], before: had.get(name) ?? null, after: has.get(name) ?? null };
    return isSame(change.before, change.after) ? [] : [change];
  });
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  return typeof one === 'object' && typeof other === 'object' && canonicalJson(one) === canonicalJson(other);
}

/** A line of another agency or year is another line. */
const IDENTITY: readonly string[] = ['agencyCode', 'fiscalYear'];
/** What rules judge by changes by a dated event, with a reason. */
const JUDGED: readonly string[] = ['project', 'projectKind', 'economicClass', 'governmentProcurement'];

/** The changes that a file may not bring, and amounts of a line that is closed. */
export function judgedChanges({ state }: BudgetLine, changes: readonly RowChange[]): readonly RowFault[] {
  return changes.flatMap(({ field, before, after }) => {
    const [had, has] = [String(before), String(after)];
    if (IDENTITY.includes(field)) {
      const says = text(
        `该指标编码已属于 ${had}，文件为 ${has}。`,
        `The line with this code belongs to ${had}, and the file says ${has}.`,
      );
      return [{ field, text: says }];
    }
    if (JUDGED.includes(field)) {
      const says = text(
        `现为“${had}”，文件为“${has}”；请通过变更接口修改，不能用导入覆盖。`,
        `It is "${had}" and the file says "${has}". Change it by a dated event; an import does not overwrite it.`,
      );
      return [{ field, text: says }];
    }
    if (field === 'appropriation' && state === 'closed') {
      return [{ field, text: text('该预算指标已关闭。', 'This budget line is closed.') }];
    }
    return [];
  });
}

const UNCHANGED: RowOutcome = { status: 'unchanged', isNegative: false };
const CREATED: RowOutcome = { status: 'created', isNegative: false };

export function outcomeOf(planned: PlannedRow): RowOutcome {
  switch (planned.status) {
    case 'unchanged':
      return UNCHANGED;
    case 'refused':
      return { status: 'refused', faults: planned.faults, isNegative: false };
    case 'revised':
      return {
        status: 'revised',
        changes: planned.changes,
        isNegative: measuredWith(planned.before, planned.after).availableFen < 0,
      };
    case 'created': {
      const { appropriation, elsewhere } = planned.draft.after;
      return parseYuan(appropriation) < parseYuan(elsewhere) ? { ...CREATED, isNegative: true } : CREATED;
    }
  }
}
