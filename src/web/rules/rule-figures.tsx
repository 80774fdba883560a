import { type ReactNode, useEffect, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { readRuleStatistics } from '../client/operations.generated.ts';
import { type Read, useRead } from '../client/use-gate.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { Reading } from '../ui/screen.tsx';
import { dayOf } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { byMonth, type MonthFigures } from './by-month.ts';
import { RULES_WORDS } from './rules-words.ts';

/** A page of the gate's: months by agencies. */
const ROWS_MAX = 200;

/** How often the rule fired by months, and the sets that changed it. */
export function RuleFigures({ rule }: { readonly rule: string }): ReactNode {
  const words = useWords(RULES_WORDS).figures;
  const statistics = useRead(readRuleStatistics, { path: { rule }, query: { limit: ROWS_MAX } });
  useUntilCounted(statistics);
  return (
    <Reading read={statistics}>
      {({ data: { from, until, logSize, total, items, next, revisions } }) => (
        <>
          <section>
            <h2>{words.title}</h2>
            <p className="secondary">{logSize === 0 ? words.uncounted : words.says(from, until, logSize)}</p>
            {next !== null && <p>{words.partly}</p>}
            {logSize > 0 && (
              <Months rows={items.length === 0 ? [] : [...byMonth(items), { ...total, month: words.total }]} />
            )}
          </section>
          <History revisions={revisions} />
        </>
      )}
    </Reading>
  );
}

const AGAIN_MS = 2_000;

/** The gate counts a moment after it decides, and anew after an upgrade: reads again until two answers count equally far. */
function useUntilCounted({ data, dataUpdatedAt, refetch }: Read<'readRuleStatistics'>): void {
  const [before, setBefore] = useState<number>();
  const logSize = data?.data.logSize;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer counts, also one that says what the last one said.
  useEffect(() => {
    if (logSize === undefined || (logSize > 0 && logSize === before)) return;
    const timer = setTimeout(() => {
      setBefore(logSize);
      void refetch();
    }, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [logSize, dataUpdatedAt, refetch]);
}

function Months({ rows }: { readonly rows: readonly MonthFigures[] }): ReactNode {
  const { title, none, columns: names } = useWords(RULES_WORDS).figures;
  const columns: readonly Column<MonthFigures>[] = [
    { title: names.month, cell: ({ month }) => month },
    { title: names.passed, isNumeric: true, cell: ({ passed }) => passed },
    { title: names.fired, isNumeric: true, cell: ({ fired }) => fired },
    { title: names.indeterminate, isNumeric: true, cell: ({ indeterminate }) => indeterminate },
    { title: names.waived, isNumeric: true, cell: ({ waived }) => waived },
    { title: names.granted, isNumeric: true, cell: ({ waiversGranted }) => waiversGranted },
  ];
  return <ServerTable caption={title} columns={columns} rows={rows} idOf={({ month }) => month} empty={none} />;
}

function History({ revisions }: { readonly revisions: readonly Schemas['RuleRevision'][] }): ReactNode {
  const words = useWords(RULES_WORDS).figures;
  const names: { readonly [type: string]: string } = words.acts;
  const { since, until } = useWords(RULES_WORDS).rule;
  const columns: readonly Column<Schemas['RuleRevision']>[] = [
    { title: words.historyColumns.set, isNumeric: true, cell: ({ ruleSet }) => ruleSet },
    { title: words.historyColumns.change, cell: ({ change }) => words.changes[change] },
    {
      title: words.historyColumns.force,
      cell: ({ inForceFrom, inForceUntil }) =>
        inForceFrom === null
          ? words.notYet
          : [since(dayOf(inForceFrom)), inForceUntil && until(dayOf(inForceUntil))].filter(Boolean).join(' '),
    },
    {
      title: words.historyColumns.acts,
      cell: ({ acts }) => (
        <ul className="plain-list">
          {acts.map(({ type, at, logIndex }) => (
            <li key={logIndex}>{words.act(dayOf(at), names[type] ?? type)}</li>
          ))}
        </ul>
      ),
    },
  ];
  return (
    <section>
      <h2>{words.history}</h2>
      <ServerTable
        caption={words.history}
        columns={columns}
        rows={revisions}
        empty=""
        idOf={({ ruleSet }) => String(ruleSet)}
      />
    </section>
  );
}
