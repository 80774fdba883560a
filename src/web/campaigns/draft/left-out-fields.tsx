import { Button } from 'antd';
import type { ReactNode } from 'react';
import { AgencyField } from '../../form/agency-field.tsx';
import { FormField } from '../../form/form-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { CAMPAIGN_WORDS } from '../campaign-words.ts';
import type { LeftOut } from './campaign-draft.ts';

interface LeftOutFieldsProps {
  readonly leftOut: readonly LeftOut[];
  readonly errors: { readonly [field: string]: string };
  readonly region: string;
  readonly onChange: (leftOut: readonly LeftOut[]) => void;
}

/** Agencies that are not asked, each chosen by its name, with the reason that the log keeps. */
export function LeftOutFields({ leftOut, errors, region, onChange }: LeftOutFieldsProps): ReactNode {
  const words = useWords(CAMPAIGN_WORDS).form;
  const change = (at: number, changed: Partial<LeftOut>): void =>
    onChange(leftOut.map((one, index) => (index === at ? { ...one, ...changed } : one)));
  return (
    <fieldset className="left-out">
      <legend>{words.except}</legend>
      {leftOut.map(({ agency, reason }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two agencies may be empty, and a row is nothing but its place.
        <div key={at} className="left-out-unit">
          <AgencyField
            {...{ label: words.exceptAgency(at + 1), name: `except-${at}-agency`, value: agency, region }}
            error={errors[`except-${at}-agency`]}
            onChange={(code) => change(at, { agency: code })}
          />
          <FormField
            {...{ label: words.exceptReason(at + 1), name: `except-${at}-reason`, value: reason }}
            error={errors[`except-${at}-reason`]}
            onChange={(typed) => change(at, { reason: typed })}
          />
          <button
            type="button"
            className="plain-button"
            onClick={() => onChange(leftOut.filter((_one, index) => index !== at))}
          >
            {words.exceptRemove(at + 1)}
          </button>
        </div>
      ))}
      <Button onClick={() => onChange([...leftOut, { agency: '', reason: '' }])}>{words.exceptAdd}</Button>
    </fieldset>
  );
}
