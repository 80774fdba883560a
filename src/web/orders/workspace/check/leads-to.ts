import type { Schemas } from '../../../client/operation.ts';
import { FORM_NAMES, nameInRow } from '../body/fields.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';

type Said = Pick<Schemas['Finding'], 'rule' | 'pointer' | 'facts'>;

const RATING = 'computer.cpu.securityRating.level';
const BUDGET_LINE = 'funding.0.budgetLine';

/** The field of a row that a rule is about where its pointer names the whole row or all rows. */
const FIELD_OF: { readonly [rule: string]: string } = {
  ...{ 'OS-12': RATING, 'BUD-01': BUDGET_LINE, 'BUD-05': BUDGET_LINE, 'HW-05': 'quantity' },
  'INT-02': 'funding.0.amount',
};

/** Elements of an order that the form has under the name of another, or adds up itself. */
const MEANT: { readonly [path: string]: string } = {
  total: 'lines.0.unitPrice',
  'catalogue.edition': 'catalogue.code',
};

/**
 * The fields of the form that mend what a finding says, the first to go to first; none where the form has no field for it.
 * A rule about what is missing names every one of them.
 */
export function leadsTo(draft: OrderDraft, said: Said, pathOf: (pointer: string) => string): readonly string[] {
  const missing = said.facts['order.missingElements'];
  const pointers = said.rule === 'INT-01' && Array.isArray(missing) ? missing.map(String) : [said.pointer];
  const fields = pointers.flatMap((pointer) => fieldFor(draft, said.rule, pathOf(pointer)) ?? []);
  return [...new Set(fields)];
}

function fieldFor(draft: OrderDraft, rule: string, path: string): string | undefined {
  const row = /^(lines|softwarePlan)\.\d+\./.exec(path)?.[0] ?? '';
  const name = nameInRow(path);
  const meant = MEANT[name];
  if (meant !== undefined) return row === '' ? meant : `${row}${meant}`;
  // What a line for software buys is said by the plan.
  if (name === 'software') return 'softwarePlan';
  const field = FIELD_OF[rule];
  if (field !== undefined && name === 'lines') return `lines.${rowWithout(draft, field)}.${field}`;
  if (field !== undefined && name === 'computer') return `${row}${field}`;
  return isOnForm(path) ? path : undefined;
}

/** The first line that leaves a field empty, or else the first of all. */
function rowWithout({ lines }: OrderDraft, field: string): number {
  return Math.max(
    0,
    lines.findIndex((line) => textAt(line, field) === ''),
  );
}

/** Whether the form has a field at a path, within it, or around it; the order as a whole is no field. */
function isOnForm(path: string): boolean {
  if (path === '') return false;
  if (/^(lines|softwarePlan)(\.\d+)?$/.test(path) || path !== nameInRow(path)) return true;
  return FORM_NAMES.some((name) => name === path || name.startsWith(`${path}.`));
}
