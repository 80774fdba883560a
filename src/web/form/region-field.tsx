import { type ReactNode, useId } from 'react';
import { regionCodesIn, regionNameOf, regionsLike } from '../words/region-names.ts';

interface RegionFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly error?: string | undefined;
  readonly onChange: (typed: string) => void;
  /** Whether several stand in it, one after the other. */
  readonly areSeveral?: boolean;
}

/** A region by its name or its six digits, or several of them; which are meant stands below. `regionCodesIn` reads them. */
export function RegionField({ label, name, value, error, onChange, areSeveral = false }: RegionFieldProps): ReactNode {
  const id = useId();
  const { before, last } = areSeveral ? lastIn(value) : { before: '', last: value };
  const known = regionCodesIn(value).map((code) => regionNameOf(code ?? ''));
  const told = error ?? known.filter(Boolean).join('、');
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <input
        {...{ id, name, type: 'text', value, list: `${id}-list` }}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-told`}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={`${id}-list`}>
        {regionsLike(last).map(({ code, name: called }) => (
          <option key={code} value={`${before}${code}`}>
            {called}
          </option>
        ))}
      </datalist>
      <p id={`${id}-told`} className={error === undefined ? 'secondary' : 'field-error'}>
        {told}
      </p>
    </div>
  );
}

/** What is being typed, and what stands before it. */
function lastIn(text: string): { readonly before: string; readonly last: string } {
  const last = text.split(/[\s,，、;；]/).pop() ?? '';
  return { before: text.slice(0, text.length - last.length), last };
}
