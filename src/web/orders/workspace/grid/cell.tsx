import { memo, type ReactNode, useId, useState } from 'react';
import { useController, useFormContext } from 'react-hook-form';
import { writeMoney } from '../../../ui/money.ts';
import { today } from '../../../ui/time.ts';
import { readDay, readMoney, readWhole } from '../../../ui/typed-values.ts';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS, CHOICES_OF } from '../body/choice-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import { kindOf, nameInRow } from '../body/fields.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { useHint, useMark } from '../use-field-store.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { calledBy } from './focus.ts';

interface CellProps {
  readonly path: string;
  readonly label: string;
}

/** One field by its path: an input or a choice, with what is told at it. Leaving it shows how it was understood. */
export const Cell = memo(function Cell({ path, label }: CellProps): ReactNode {
  const { control } = useFormContext<OrderDraft>();
  // The name of a field is its path in the draft, which the type of the form cannot follow for a path that is put together.
  const { field } = useController({ name: path as 'reference', control });
  const mark = useMark(path);
  const [told, helped] = [useId(), useId()];
  const [isNear, setNear] = useState(false);
  const hint = useHint(path);
  const value = field.value ?? '';
  const said = [mark && told, hint !== undefined && isNear && helped].filter((id) => typeof id === 'string');
  const common = {
    ...{ name: path, value, 'aria-label': label, 'data-mark': mark?.tone, title: mark?.text, className: 'cell' },
    ...{ 'aria-invalid': mark?.tone === 'gap' || undefined, 'aria-describedby': said.join(' ') || undefined },
    onFocus: () => setNear(true),
  };
  const options = useOptions(path, value, isNear);
  const leave = (): void => {
    setNear(false);
    const understood = understoodAs(path, value);
    if (understood !== value) field.onChange(understood);
    field.onBlur();
  };
  return (
    <>
      {options === undefined ? (
        <input
          {...common}
          autoComplete="off"
          list={listOf(path)}
          inputMode={INPUT_MODES[kindOf(path)]}
          onChange={field.onChange}
          onBlur={leave}
        />
      ) : (
        <select {...common} onPointerEnter={() => setNear(true)} onChange={field.onChange} onBlur={leave}>
          {options.map(([one, word]) => (
            <option key={one} value={one}>
              {word}
            </option>
          ))}
        </select>
      )}
      {mark && (
        <span id={told} className={mark.tone === 'gap' || mark.tone === 'changed' ? 'cell-told' : 'visually-hidden'}>
          {mark.text}
        </span>
      )}
      {hint !== undefined && isNear && (
        <span id={helped} className="cell-told">
          {hint}
        </span>
      )}
    </>
  );
});

/** A field with its label above, outside the grids. */
export function LabelledCell({ path }: { readonly path: string }): ReactNode {
  const label = calledBy(path, useWords(FIELD_WORDS));
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the cell is the control.
    <label className="labelled-cell" data-name={nameInRow(path)}>
      <span aria-hidden="true">{label}</span>
      <Cell path={path} label={label} />
    </label>
  );
}

type Option = readonly [value: string, word: string];

/**
 * What a choice offers, the value that stands there always among it. Nothing for what is typed freely. A choice that nobody is
 * at has its own value only: two hundred lines with all budget lines in each would be a hundred thousand options.
 */
function useOptions(path: string, value: string, isNear: boolean): readonly Option[] | undefined {
  const { any } = useWords(WORKSPACE_WORDS);
  const words = useWords(CHOICE_WORDS);
  const { lists, agencies } = useWorkplace();
  if (kindOf(path) !== 'choice' && kindOf(path) !== 'flag') return undefined;
  const name = nameInRow(path);
  const choices = CHOICES_OF[name];
  if (choices === undefined && !(name === 'agencyCode' ? agencies : lists).isWhole) return undefined;
  const offered = choices === undefined ? offeredBy(name) : numbered(Object.entries(words[choices] ?? {}));
  const known = offered.find(([one]) => one === value);
  const own: readonly Option[] = value === '' ? [] : [known ?? [value, value]];
  if (!isNear) return [['', any], ...own];
  return [['', any], ...offered, ...(known === undefined ? own : [])];

  function offeredBy(list: string): readonly Option[] {
    if (list === 'agencyCode') return agencies.items.map(({ code, name: called }) => [code, called]);
    if (list === 'planFilingNumber') return lists.filings.map(({ number }) => [number, number]);
    return lists.budgetLines.map(({ code, project, economicClass, available }) => [
      code,
      `${code} · ${economicClass} ${project} · ${writeMoney(available)}`,
    ]);
  }
}

/** An input method is of no use in a choice, but a digit chooses there. */
function numbered(options: readonly Option[]): readonly Option[] {
  return options.map(([value, word], index) => [value, `${index + 1} ${word}`]);
}

function understoodAs(path: string, typed: string): string {
  if (typed.trim() === '') return '';
  switch (kindOf(path)) {
    case 'money': {
      const yuan = readMoney(typed);
      return yuan === undefined ? typed : writeMoney(yuan);
    }
    case 'date':
      return readDay(typed, today()) ?? typed;
    case 'whole':
    case 'count':
      return readWhole(typed, 0)?.toString() ?? typed;
    default:
      return typed;
  }
}

const INPUT_MODES: { readonly [kind: string]: 'decimal' | 'numeric' } = {
  money: 'decimal',
  whole: 'numeric',
  count: 'numeric',
};

/** Names that the gate knows are offered; others may be typed. */
function listOf(path: string): string | undefined {
  const lists: { readonly [name: string]: string } = {
    'supplier.name': 'known-suppliers',
    'computer.operatingSystem.product': 'known-systems',
    product: 'known-software',
    // Only where there are too many for a choice.
    ...{
      planFilingNumber: 'known-filings',
      'funding.0.budgetLine': 'known-lines',
      'funding.1.budgetLine': 'known-lines',
    },
  };
  return lists[nameInRow(path)];
}
