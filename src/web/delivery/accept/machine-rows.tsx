import { Button } from 'antd';
import { memo, type ReactNode, useState } from 'react';
import { JudgementIcon } from '../../ui/outcome.tsx';
import { useWords } from '../../words/use-words.ts';
import { useAccepting } from './accept-context.ts';
import { ACCEPT_WORDS } from './accept-words.ts';
import { useSystemText } from './alike-fields.tsx';
import type { DeliveryDraft, MachineRow } from './delivery-draft.ts';
import { serialFaults } from './serial-faults.ts';

/**
 * What was scanned last stands first; of a long list so many are shown unasked, and every one with something wrong. Whoever
 * goes on by Tab has to come past them.
 */
const ROWS_SHOWN = 10;

type Change = (next: (before: DeliveryDraft) => DeliveryDraft) => void;

/** The machines of the delivery: each can be corrected where it stands, or taken out. */
export function MachineRows(): ReactNode {
  const words = useWords(ACCEPT_WORDS).machines;
  const { draft, change, toScan } = useAccepting();
  const [showsAll, setShowsAll] = useState(false);
  const judge = useJudging();
  const textOf = useSystemText();
  const systems = new Map(draft.alike.map((alike) => [alike.id, textOf(alike)]));
  if (draft.machines.length === 0) return <p className="empty">{words.empty}</p>;
  const rows = draft.machines.map((row, index) => ({ row, number: index + 1, told: judge(row) })).reverse();
  const shown = showsAll ? rows : rows.filter(({ told }, index) => index < ROWS_SHOWN || told.is === 'wrong');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways has to be reached by the keyboard.
    <section className="table-frame machine-rows" tabIndex={0} aria-label={words.list}>
      <table className="table">
        <caption className="visually-hidden">{words.list}</caption>
        <thead>
          <tr>
            <th scope="col" className="numeric">
              {words.number}
            </th>
            <th scope="col">{words.serial}</th>
            <th scope="col">{words.word}</th>
            <th scope="col">{words.foundLike}</th>
            <th scope="col">{words.assetNumber}</th>
            <th scope="col">{words.remove}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ row, number, told }) => (
            <Row
              key={row.id}
              {...{ row, number, change, toScan, is: told.is, says: told.says, system: systems.get(row.like) ?? '' }}
            />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <Button onClick={() => setShowsAll(true)}>{words.more(rows.length - shown.length)}</Button>
      )}
    </section>
  );
}

interface Judged {
  readonly is: 'matched' | 'wrong' | 'waiting';
  readonly says: string;
}

/** What is known of a row: by itself, by the gate's trial, or nothing yet. */
function useJudging(): (row: MachineRow) => Judged {
  const words = useWords(ACCEPT_WORDS);
  const { draft, trial } = useAccepting();
  const faults = serialFaults(draft.machines);
  const untold = new Set(draft.alike.filter(({ state }) => state === '').map(({ id }) => id));
  return ({ id, like }) => {
    const fault = faults.get(id);
    if (fault !== undefined) return { is: 'wrong', says: words.faults[fault] };
    if (untold.has(like)) return { is: 'waiting', says: words.machines.waits };
    const word = trial?.machines.get(id);
    if (word?.is === 'matched') return { is: 'matched', says: words.machines.matched };
    if (word?.is === 'refused') return { is: 'wrong', says: word.message };
    if (word?.is === 'differs') return { is: 'wrong', says: `${words.machines.differs} ${rulesIn(word.because)}` };
    return { is: 'waiting', says: words.machines.asking };
  };
}

/** `ACC-01/serial-known` by its rule; the finding beside tells the rest. */
function rulesIn(because: readonly string[]): string {
  return [...new Set(because.map((one) => one.split('/')[0] ?? one))].join(' ');
}

interface RowProps extends Judged {
  readonly row: MachineRow;
  readonly number: number;
  readonly system: string;
  readonly change: Change;
  readonly toScan: () => void;
}

/** Only what has changed is drawn again: a scan at the end of a thousand costs as much as the first. */
const Row = memo(
  ({ row, number, is, says, system, change, toScan }: RowProps): ReactNode => {
    const words = useWords(ACCEPT_WORDS).machines;
    const set = (changed: Partial<MachineRow>): void =>
      change((before) => ({
        ...before,
        machines: before.machines.map((one) => (one.id === row.id ? { ...one, ...changed } : one)),
      }));
    return (
      <tr data-is={is}>
        <td className="numeric">{number}</td>
        <td>
          <input
            {...{ name: `machine.${row.id}`, value: row.serial, spellCheck: false, 'aria-invalid': is === 'wrong' }}
            aria-label={words.serialOf(number)}
            onFocus={({ target }) => target.select()}
            onChange={({ target }) => set({ serial: target.value })}
          />
        </td>
        <td>
          {is === 'matched' && <JudgementIcon of="approved" />}
          {is === 'wrong' && <JudgementIcon of="rejected" />} {says}
        </td>
        <td>{system}</td>
        <td>
          <input
            {...{ value: row.assetNumber, spellCheck: false }}
            aria-label={words.assetOf(number)}
            onChange={({ target }) => set({ assetNumber: target.value })}
          />
        </td>
        <td>
          <button
            type="button"
            className="plain-button"
            aria-label={words.removeOf(row.serial)}
            onClick={() => {
              change((before) => ({ ...before, machines: before.machines.filter(({ id }) => id !== row.id) }));
              toScan();
            }}
          >
            {words.remove}
          </button>
        </td>
      </tr>
    );
  },
  (before, after) =>
    before.row === after.row &&
    before.number === after.number &&
    before.is === after.is &&
    before.says === after.says &&
    before.system === after.system,
);
