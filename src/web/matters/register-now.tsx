import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getCampaign, getFiling, readFigures } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { type Read, useRead } from '../client/use-gate.ts';
import { useForm } from '../sheet/use-form.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { countedBehind } from './counted-behind.ts';
import { MATTER_WORDS } from './matter-words.ts';

type Cell = ReturnType<typeof countedBehind>[number];
type Figures = Read<'readFigures'>['data'];

interface RegisterNowProps {
  readonly matter: Schemas['Matter'];
}

/**
 * What the gate counts today of what a filing showed to be wrong, beside the day on which it was opened: by the figures that
 * filled in the cells of the form, and no others.
 */
export function RegisterNow({ matter: { owner, source, state, openedOn } }: RegisterNowProps): ReactNode {
  const words = useWords(MATTER_WORDS).register;
  const may = useMay();
  const isWanted = source !== null && (state === 'open' || state === 'answered') && may(readFigures);
  const filing = useRead(getFiling, { path: { id: source?.filing ?? '' } }, { isWanted }).data?.data;
  const campaign = useRead(getCampaign, { path: { id: filing?.campaign ?? '' } }, { isWanted: filing !== undefined });
  const { form } = useForm(campaign.data?.data.form);
  const cells = isWanted && form ? countedBehind(form, source.cell) : [];
  const names = [...new Set(cells.map(({ prefill }) => prefill.figure))].join(',');
  const isCounted = { isWanted: names !== '' };
  const then = useRead(readFigures, { query: { agencyCode: owner, names, on: openedOn } }, isCounted).data;
  const now = useRead(readFigures, { query: { agencyCode: owner, names } }, isCounted).data;
  const text = useText();
  if (names === '' || now === undefined) return null;
  const columns: readonly Column<Cell>[] = [
    { title: words.what, cell: ({ title }) => text(title) },
    ...(openedOn === now.data.on
      ? []
      : [{ title: words.opening(openedOn), cell: (cell: Cell) => <Told cell={cell} by={then} />, isNumeric: true }]),
    { title: words.now(now.data.on), cell: (cell) => <Told cell={cell} by={now} />, isNumeric: true },
  ];
  return (
    <section>
      <h2>{words.title}</h2>
      <p className="secondary">{words.says}</p>
      <ServerTable caption={words.title} columns={columns} rows={cells} idOf={({ id }) => id} empty="" />
    </section>
  );
}

/** A figure, or why there is none. */
function Told({ cell: { prefill }, by }: { readonly cell: Cell; readonly by: Figures }): ReactNode {
  const { why, yes, no } = useWords(MATTER_WORDS).register;
  const { figure: name, of: part = null } = prefill;
  const found = by?.data.figures.find((one) => one.name === name && one.of === part);
  if (found === undefined) return null;
  const { value } = found;
  if (found.why !== null) return <span className="secondary">{why[found.why]}</span>;
  return typeof value === 'boolean' ? (value ? yes : no) : value;
}
