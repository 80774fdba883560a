import { isAnswered } from '../body/computers-inside.ts';
import { isNeeded, namesOfLine, ORDER_FIELDS } from '../body/fields.ts';
import { onceFor } from '../body/once-for.ts';
import { type Gap, isLineBlank } from '../body/order-body.ts';
import type { LineDraft, OrderDraft } from '../body/order-draft.ts';
import { isPricedElsewhere } from '../body/order-sums.ts';
import { textAt } from '../body/paths.ts';
import { unfinishedIn } from './leads-to.ts';

/** Findings about fields that are still empty, as far as it matters here. */
interface Open {
  readonly open: readonly { readonly finding: { readonly rule: string }; readonly fields: readonly string[] }[];
}

/**
 * Every field that is still open, each once: from the top of the form down what every purchase has to state, then what else its
 * rows lack, and what the rules name as missing in this one.
 */
export function openFields(draft: OrderDraft, gaps: readonly Gap[], { open }: Open): readonly string[] {
  const missing = open.filter(({ finding }) => finding.rule === 'INT-01').flatMap(({ fields }) => fields);
  return [...new Set([...neededIn(draft), ...gaps.map(({ path }) => path), ...missing, ...askedIn(draft, { open })])];
}

/** What the rules ask of other goods and nobody has answered yet, as far as it was judged. */
export function askedIn(draft: OrderDraft, { open }: Open): readonly string[] {
  return open
    .flatMap(({ fields }) => fields)
    .filter((path) => {
      const line = draft.lines[Number(/^lines\.(\d+)\.containsComputers$/.exec(path)?.[1])];
      return line !== undefined && !isAnswered(draft, line);
    });
}

/**
 * Fields that every purchase has to state and that are empty. A row in which nothing stands is none, but for the first: an order
 * has one line at least.
 */
export function neededIn(draft: OrderDraft): readonly string[] {
  const rows = draft.lines.flatMap((line, index) =>
    index > 0 && isLineBlank(line) ? [] : neededOf(line).map((name) => `lines.${index}.${name}`),
  );
  const head = ORDER_FIELDS.map(({ name }) => name).filter((name) => isNeeded(name) && textAt(draft, name) === '');
  return [...head, ...rows, ...unfinishedIn(draft)];
}

const SYSTEM = 'computer.operatingSystem';

/** A machine that comes without a system names none. */
/** What a line does not have that another one pays for. */
const OWN_MONEY: readonly string[] = ['unitPrice', 'funding.0.budgetLine'];

const neededOf = onceFor((line: LineDraft): readonly string[] => {
  const hasSystem = ['preinstalled', 'required'].includes(textAt(line, `${SYSTEM}.state`));
  const spared = [...(hasSystem ? [] : [`${SYSTEM}.product`]), ...(isPricedElsewhere(line) ? OWN_MONEY : [])];
  return namesOfLine(line.kind.trim()).filter(
    (name) => isNeeded(`lines.0.${name}`) && !spared.includes(name) && textAt(line, name) === '',
  );
});
