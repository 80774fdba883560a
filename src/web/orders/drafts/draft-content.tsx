import type { ReactNode } from 'react';
import { listAgencies } from '../../client/operations.generated.ts';
import { useAll } from '../../client/use-all.ts';
import { yuanOf } from '../../ui/fen.ts';
import { writeMoney } from '../../ui/money.ts';
import { useWords } from '../../words/use-words.ts';
import { draftOfContent } from '../workspace/body/draft-of-order.ts';
import { FIELD_WORDS } from '../workspace/body/field-words.ts';
import { GRID_CELLS, ORDER_FIELDS } from '../workspace/body/fields.ts';
import { isItemBlank, isLineBlank } from '../workspace/body/order-body.ts';
import type { GridName, OrderDraft } from '../workspace/body/order-draft.ts';
import { orderTotal } from '../workspace/body/order-sums.ts';
import { textAt } from '../workspace/body/paths.ts';
import { useShown } from '../workspace/changes/changes-list.tsx';

/** What was typed into the form of an order, as paper would show it: what is empty is left out. */
export function DraftContent({ content }: { readonly content: object }): ReactNode {
  const fields = useWords(FIELD_WORDS);
  const shown = useShown();
  const draft = draftOfContent(content);
  const head = ORDER_FIELDS.filter(({ name }) => textAt(draft, name) !== '');
  const agencies = useAll(listAgencies, {});
  const named = (name: string): string => {
    const value = textAt(draft, name);
    const agency = name === 'agencyCode' ? agencies.items.find(({ code }) => code === value) : undefined;
    return agency?.name ?? shown(name, value);
  };
  return (
    <>
      <dl className="facts">
        {head.map(({ name }) => (
          <div key={name}>
            <dt>{fields[name]}</dt>
            <dd>{named(name)}</dd>
          </div>
        ))}
        <div>
          <dt>{fields.total}</dt>
          <dd>{writeMoney(yuanOf(orderTotal(draft)))}</dd>
        </div>
      </dl>
      <Rows grid="lines" draft={draft} />
      <Rows grid="softwarePlan" draft={draft} />
    </>
  );
}

function Rows({ grid, draft }: { readonly grid: GridName; readonly draft: OrderDraft }): ReactNode {
  const fields = useWords(FIELD_WORDS);
  const shown = useShown();
  const rows =
    grid === 'lines'
      ? draft.lines.filter((line) => !isLineBlank(line)).map((line) => ({ number: line.line, row: line }))
      : draft.softwarePlan.filter((item) => !isItemBlank(item)).map((item) => ({ number: item.item, row: item }));
  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways has to be reached by the keyboard.
    <section className="table-frame" tabIndex={0} aria-label={fields[grid]}>
      <h2>{fields[grid]}</h2>
      <table className="table">
        <caption className="visually-hidden">{fields[grid]}</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            {GRID_CELLS[grid].map((name) => (
              <th key={name} scope="col">
                {fields[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ number, row }) => (
            <tr key={number}>
              <th scope="row">{number}</th>
              {GRID_CELLS[grid].map((name) => (
                <td key={name}>{textAt(row, name) === '' ? '' : shown(name, textAt(row, name))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
