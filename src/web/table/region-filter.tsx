import { type ReactNode, useId } from 'react';
import { regionCodeOf, regionNameOf, regionsLike } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { REGION_WORDS } from './region-words.ts';

interface Props {
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

/** A region by its name or by its code: what was typed stays as it is, and `regionCodeOf` reads it. */
export function RegionFilter({ value, onChange }: Props): ReactNode {
  const words = useWords(REGION_WORDS);
  const list = useId();
  const code = regionCodeOf(value);
  const isUnknown = value.trim() !== '' && code === undefined;
  return (
    <label>
      {words.label}{' '}
      <input
        className="plain-select"
        list={list}
        aria-invalid={isUnknown}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={list}>
        {regionsLike(value).map((region) => (
          <option key={region.code} value={region.code}>
            {region.name}
          </option>
        ))}
      </datalist>{' '}
      {isUnknown ? (
        <span className="field-error">{words.bad}</span>
      ) : (
        <span className="secondary">{code !== undefined && regionNameOf(code)}</span>
      )}
    </label>
  );
}
