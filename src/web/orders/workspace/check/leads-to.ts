import type { Schemas } from '../../../client/operation.ts';
import { FORM_NAMES, nameInRow } from '../body/fields.ts';
import { onceFor } from '../body/once-for.ts';
import { isItemBlank } from '../body/order-body.ts';
import type { ItemDraft, OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';

type Said = Pick<Schemas['Finding'], 'rule' | 'pointer' | 'facts'>;

const RATING = 'computer.cpu.securityRating.level';
const BUDGET_LINE = 'funding.0.budgetLine';

/** The field of a row that a rule is about where its pointer names the whole row or all rows. */
const FIELD_OF: { readonly [rule: string]: string } = {
  ...{ 'OS-12': RATING, 'BUD-01': BUDGET_LINE, 'BUD-05': BUDGET_LINE, 'HW-05': 'quantity' },
  'INT-02': 'funding.0.amount',
};

const SYSTEM = 'computer.operatingSystem';

/** What a rule that names a whole part of a row asks of it, in its order. */
const ASKED_BY: { readonly [rule: string]: readonly string[] } = {
  'OS-02': ['state', 'product', 'edition', 'version'].map((name) => `${SYSTEM}.${name}`),
};

/** Rules that find seats lacking, which may stand in the plan and only not count yet. */
const NEED_SEATS: ReadonlySet<string> = new Set(['PLN-01', 'PLN-02', 'PLN-03']);

/** Without these no seat of a plan item counts; a site licence may have no number of them. */
const ITEM_NAMES = ['category', 'provision', 'seats'];

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
  const empty = emptyOf(draft, rule, path);
  if (empty !== undefined) return empty;
  if (field !== undefined && name === 'lines') return `lines.${rowWithout(draft, field)}.${field}`;
  if (field !== undefined && name === 'computer') return `${row}${field}`;
  return isOnForm(path) ? path : undefined;
}

/** The first field that is empty among those that a rule asks for, where it names all of them at once. */
function emptyOf(draft: OrderDraft, rule: string, path: string): string | undefined {
  if (path === 'softwarePlan') return NEED_SEATS.has(rule) ? unfinishedIn(draft)[0] : undefined;
  if (nameInRow(path) !== SYSTEM) return undefined;
  const row = path.slice(0, -SYSTEM.length);
  return ASKED_BY[rule]?.map((name) => `${row}${name}`).find((one) => ['', 'unknown'].includes(textAt(draft, one)));
}

/** What plan items leave open without which their seats count for nothing. */
export function unfinishedIn({ softwarePlan }: OrderDraft): readonly string[] {
  return softwarePlan.flatMap((item, index) => unfinishedOf(item).map((name) => `softwarePlan.${index}.${name}`));
}

const unfinishedOf = onceFor((item: ItemDraft): readonly string[] =>
  isItemBlank(item)
    ? []
    : ITEM_NAMES.filter(
        (name) => textAt(item, name) === '' && !(name === 'seats' && item.provision === 'site-licence'),
      ),
);

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
