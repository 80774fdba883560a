import { memo, type ReactNode, Suspense, useId, useState } from 'react';
import { DayPick, useDayExample } from '../../../form/day-pick.tsx';
import { afterPress } from '../../../ui/after-press.ts';
import { lazyPart } from '../../../ui/lazy-screen.ts';
import { writeMoney } from '../../../ui/money.ts';
import { today } from '../../../ui/time.ts';
import { readDay, readMoney, readWhole } from '../../../ui/typed-values.ts';
import { useWords } from '../../../words/use-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import { isNeeded, kindOf, nameInRow } from '../body/fields.ts';
import type { HintAct, Mark } from '../field-store.ts';
import { useFieldValue } from '../use-draft-form.ts';
import { useHint, useMark } from '../use-field-store.ts';
import { useWorkplace } from '../workspace-context.ts';
import { calledBy } from './focus.ts';
import { codeMeantAt, KnownCodes } from './known-codes.tsx';
import { useOptions } from './use-options.ts';

/** Files are sent by few, and by no one who types a whole order in three minutes. */
const FileCell = lazyPart(async () => (await import('./file-cell.tsx')).FileCell);

export interface CellProps {
  readonly path: string;
  readonly label: string;
}

/** One field by its path: an input or a choice, with what is told at it. Leaving it shows how it was understood. */
export const Cell = memo(function Cell({ path, label }: CellProps): ReactNode {
  const workplace = useWorkplace();
  const { form, lists, lookForProduct } = workplace;
  const mark = useMark(path);
  const [told, helped, codes] = [useId(), useId(), useId()];
  const isCode = nameInRow(path) === 'catalogue.code';
  const [isNear, setNear] = useState(false);
  const help = useHint(path, isNear);
  const example = useDayExample();
  const value = useFieldValue(form, path) ?? '';
  const options = useOptions(path, value, isNear);
  const said = [mark && told, help && helped].filter((id) => typeof id === 'string');
  const common = {
    ...{ name: path, value, 'aria-label': label, 'data-mark': mark?.tone, className: 'cell' },
    title: titleOf(value, { options, mark }),
    ...{ 'aria-invalid': mark?.tone === 'gap' || undefined, 'aria-describedby': said.join(' ') || undefined },
    ...{ onFocus: () => setNear(true), 'aria-required': isNeeded(path) || undefined },
  };
  const type = ({ target }: { readonly target: { readonly value: string } }): void => form.setValue(path, target.value);
  const leave = ({ target }: { readonly target: EventTarget }): void => {
    // Its hint goes when the mouse that took the cursor away is let go of; unless the cursor has come back by then.
    afterPress(() => setNear(target === document.activeElement));
    const typed = form.valueOf(path) ?? '';
    form.setValue(path, (isCode && codeMeantAt(workplace, path, typed)) || understoodAs(path, typed));
  };
  return (
    <>
      {kindOf(path) === 'date' ? (
        <DayPick value={value} onDay={(day) => form.setValue(path, day)}>
          <input {...common} placeholder={example} autoComplete="off" onChange={type} onBlur={leave} />
        </DayPick>
      ) : options === undefined ? (
        <input
          {...common}
          autoComplete="off"
          list={isCode ? codes : listOf(path)}
          inputMode={INPUT_MODES[kindOf(path)]}
          onChange={(event) => {
            type(event);
            if (isProduct(path) && !lists.hasAllProducts) lookForProduct(event.target.value);
          }}
          onBlur={leave}
        />
      ) : (
        <select {...common} onPointerEnter={() => setNear(true)} onChange={type} onBlur={leave}>
          {options.map(([one, word]) => (
            <option key={one} value={one}>
              {word}
            </option>
          ))}
        </select>
      )}
      {isCode && <KnownCodes id={codes} path={path} />}
      <Told {...{ mark, told, helped }} hint={help} />
    </>
  );
});

interface Titled {
  readonly options: readonly (readonly [string, string])[] | undefined;
  readonly mark: Mark | undefined;
}

/** What is cut off in a narrow column, and what is told of it. */
function titleOf(value: string, { options, mark }: Titled): string | undefined {
  const shown = options?.find(([one]) => one === value)?.[1] ?? value;
  return [shown.startsWith('…') ? value : shown, mark?.text].filter(Boolean).join('\n') || undefined;
}

interface ToldProps {
  readonly mark: Mark | undefined;
  readonly hint: ReturnType<typeof useHint>;
  readonly told: string;
  readonly helped: string;
}

/** What is told at a field, under the names by which the field refers to it. */
function Told({ mark, hint, told, helped }: ToldProps): ReactNode {
  const isShown = mark?.tone === 'gap' || mark?.tone === 'changed';
  return (
    <>
      {mark && (
        <span id={told} className={isShown ? 'cell-told' : 'visually-hidden'} data-tone={mark.tone}>
          {mark.text}
        </span>
      )}
      {hint && (
        <span id={helped} className="cell-told" {...(hint.isGrave && { role: 'alert', 'data-tone': 'grave' })}>
          {hint.text}
        </span>
      )}
      {hint?.acts && <Acts of={hint.acts} about={helped} />}
    </>
  );
}

function Acts({ of, about }: { readonly of: readonly HintAct[]; readonly about: string }): ReactNode {
  const { form, goTo } = useWorkplace();
  const write = ({ mend, goesTo }: HintAct): void => {
    form.reset(mend(form.getValues()));
    goTo(goesTo(form.getValues()));
  };
  return of.map((act) => (
    <button
      key={act.does}
      type="button"
      className="plain-button hint-act"
      aria-describedby={about}
      onClick={() => write(act)}
    >
      {act.does}
    </button>
  ));
}

/** A field with its label above, outside the grids. */
export function LabelledCell({ path }: { readonly path: string }): ReactNode {
  const label = calledBy(path, useWords(FIELD_WORDS));
  if (kindOf(path) === 'file') {
    return (
      <Suspense>
        <FileCell path={path} label={label} />
      </Suspense>
    );
  }
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the cell is the control.
    <label className="labelled-cell" data-name={nameInRow(path)}>
      <span aria-hidden="true" data-needed={isNeeded(path) || undefined}>
        {label}
      </span>
      <Cell path={path} label={label} />
    </label>
  );
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

function isProduct(path: string): boolean {
  return ['known-systems', 'known-software'].includes(listOf(path) ?? '');
}

/** Names that the gate knows are offered; others may be typed. */
function listOf(path: string): string | undefined {
  const lists: { readonly [name: string]: string } = {
    'supplier.name': 'known-suppliers',
    'computer.operatingSystem.product': 'known-systems',
    product: 'known-software',
    'computer.cpu.model': 'known-processors',
    'computer.cpu.securityRating.announcement': 'known-announcements',
    'computer.operatingSystem.securityRating.announcement': 'known-announcements',
    // Only where there are too many for a choice.
    ...{
      agencyCode: 'known-agencies',
      planFilingNumber: 'known-filings',
      'funding.0.budgetLine': 'known-lines',
      'funding.1.budgetLine': 'known-lines',
    },
  };
  return lists[nameInRow(path)];
}
