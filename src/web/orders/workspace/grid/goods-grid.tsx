import { Button } from 'antd';
import { memo, type ReactNode } from 'react';
import { yuanOf } from '../../../ui/fen.ts';
import { writeMoney } from '../../../ui/money.ts';
import { useWords } from '../../../words/use-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import { GRID_CELLS, isNeeded } from '../body/fields.ts';
import type { GridName } from '../body/order-draft.ts';
import { itemAmount, lineAmount } from '../body/order-sums.ts';
import { useFieldValue } from '../use-draft-form.ts';
import { useIsSelected, useSelected } from '../use-field-store.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { Cell } from './cell.tsx';
import { calledBy, pathIn } from './focus.ts';
import { PasteReport } from './paste-report.tsx';
import { SYSTEM_CELL, SystemCell } from './system-cell.tsx';
import { useGrid } from './use-grid.ts';
import { useRowWords } from './use-place-words.ts';

/** After the unit price stands what the row comes to. */
const AMOUNT_AFTER = 'unitPrice';

interface GoodsGridProps {
  readonly grid: GridName;
  readonly title: string;
  readonly acts?: ReactNode;
}

/** Lines or plan items, a row each, typed cell by cell. Nothing in it needs a mouse. */
export function GoodsGrid({ grid, title, acts }: GoodsGridProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  const fields = useWords(FIELD_WORDS);
  const { rows, onKeyDown, onPaste, pasted, assign, append, perform } = useGrid(grid);
  const selected = useSelected();
  const row = selected.grid === grid && selected.index < rows.length ? selected.index : undefined;
  return (
    <section className="goods-grid">
      <header className="grid-head">
        <h2>{title}</h2>
        {acts}
        <span className="row-acts">
          <Button size="small" onClick={append}>
            {words.addRow}
          </Button>
          {rows.length > 0 && (
            // They have their room before a row is worked on: what comes up late would push the row away from under the mouse.
            <span className="row-acts" data-shown={row !== undefined}>
              <Button size="small" title="Ctrl+Shift+D" onClick={() => perform({ act: 'duplicate' }, row ?? 0)}>
                {words.copyRow}
              </Button>
              <Button size="small" title="Ctrl+Delete" onClick={() => perform({ act: 'remove' }, row ?? 0)}>
                {words.removeRow}
              </Button>
            </span>
          )}
        </span>
      </header>
      <PasteReport {...{ grid, pasted, assign }} />
      {rows.length > 0 && (
        <table className="grid" data-grid={grid} onKeyDown={onKeyDown} onPaste={onPaste}>
          <caption className="visually-hidden">{title}</caption>
          <thead>
            <tr>
              <th scope="col">{words.number}</th>
              {GRID_CELLS[grid].flatMap((name) => [
                <th key={name} scope="col" data-needed={isNeeded(`${grid}.0.${name}`) || undefined}>
                  {calledBy(name, fields)}
                </th>,
                ...(name === AMOUNT_AFTER ? [<AmountHeading key="amount" />] : []),
              ])}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <Row key={row.id} grid={grid} index={index} number={row.number} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function AmountHeading(): ReactNode {
  const fields = useWords(FIELD_WORDS);
  return (
    <th scope="col" className="numeric">
      {fields.amount}
    </th>
  );
}

interface RowProps {
  readonly grid: GridName;
  readonly index: number;
  readonly number: string;
}

/** A row is drawn again when it is another one or is worked on, and not when something is typed into a cell. */
const Row = memo(function Row({ grid, index, number }: RowProps): ReactNode {
  const fields = useWords(FIELD_WORDS);
  const called = useRowWords()(grid, number);
  const { store } = useWorkplace();
  const isSelected = useIsSelected({ grid, index });
  return (
    <tr data-selected={isSelected} onFocus={() => store.select({ grid, index })}>
      <th scope="row">{number}</th>
      {GRID_CELLS[grid].flatMap((name) => {
        const field = { path: pathIn({ grid, index }, name), label: `${called} ${calledBy(name, fields)}` };
        return [
          <td key={name}>{name === SYSTEM_CELL ? <SystemCell {...field} /> : <Cell {...field} />}</td>,
          ...(name === AMOUNT_AFTER ? [<Amount key="amount" grid={grid} index={index} />] : []),
        ];
      })}
    </tr>
  );
});

/** What a row comes to, as soon as number and price are typed. */
function Amount({ grid, index }: { readonly grid: GridName; readonly index: number }): ReactNode {
  const { form } = useWorkplace();
  const count = useFieldValue(form, pathIn({ grid, index }, grid === 'lines' ? 'quantity' : 'seats')) ?? '';
  const unitPrice = useFieldValue(form, pathIn({ grid, index }, 'unitPrice')) ?? '';
  const leaseMonths = useFieldValue(form, pathIn({ grid, index }, 'leaseMonths')) ?? '';
  const fen =
    grid === 'lines'
      ? lineAmount({ quantity: count, unitPrice, leaseMonths })
      : itemAmount({ seats: count, unitPrice });
  return <td className="numeric">{fen === undefined ? '' : writeMoney(yuanOf(fen))}</td>;
}
