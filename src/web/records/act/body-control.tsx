import type { ReactNode } from 'react';
import type { BodyField } from '../../client/body-field.ts';
import { AgencyField } from '../../form/agency-field.tsx';
import { FormField } from '../../form/form-field.tsx';
import { RegionField } from '../../form/region-field.tsx';
import { useText } from '../../words/in-language.ts';
import { useWords } from '../../words/use-words.ts';
import type { AnyKind, AnyRow } from '../record.ts';
import { RECORD_WORDS } from '../record-words.ts';
import { ACT_WORDS } from './act-words.ts';
import { textOfValue } from './typed-body.ts';

interface Props {
  readonly kind: AnyKind;
  readonly field: BodyField;
  readonly row: AnyRow | undefined;
  /** Whether it says when and why something changes, and is no field of the record. */
  readonly isOfEvent: boolean;
  /** Undefined as long as nothing was typed: the field then shows what is on file. */
  readonly typed: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
}

/** The control that a field of a body takes by its format, named as the record's own pages name it. */
export function BodyControl({ kind, field, row, isOfEvent, typed, error, onChange }: Props): ReactNode {
  const words = useWords(ACT_WORDS);
  const textOf = useText();
  const choices = useChoices(kind, field);
  const { name, as } = field;
  const own = kind.forms?.names?.[name] ?? kind.fields[name]?.name;
  const label = isOfEvent ? words[name as 'reason' | 'effectiveOn'] : own ? textOf(own) : name;
  const before = isOfEvent ? '' : textOfValue(row?.[name]);
  const value = typed ?? before;
  const beforeInWords = choices?.find((choice) => choice.value === before)?.label ?? before;
  const isChanged = row !== undefined && !isOfEvent && value !== before;
  const was = before === '' ? words.wasNone : words.was(beforeInWords);
  // That a right has no seats on file means that it has no limit: an empty field says so before it is sent.
  const none = value === '' && field.orNone ? kind.fields[name]?.none : undefined;
  const meaning = none ? textOf(none) : as === 'texts' ? words.oneALine : undefined;
  const help = isChanged ? was : meaning;
  const common = { label, name, value, error, onChange };
  if (name === 'agencyCode') return <AgencyField {...common} />;
  if (as === 'region') return <RegionField {...common} />;
  return (
    <FormField
      {...common}
      {...(choices && { choices, none: field.orNone ? words.notStated : words.choose })}
      {...(help !== undefined && { help })}
      {...(as === 'money' && { inputMode: 'decimal' })}
      {...(as === 'whole' && { inputMode: 'numeric' })}
      isDay={as === 'day'}
      isLong={as === 'texts' || name === 'reason'}
    />
  );
}

function useChoices(kind: AnyKind, { name, as, values }: BodyField) {
  const words = useWords(RECORD_WORDS);
  const textOf = useText();
  if (as === 'yesNo') {
    return [
      { value: 'true', label: words.yes },
      { value: 'false', label: words.no },
    ];
  }
  if (as !== 'choice') return undefined;
  const known = kind.forms?.choices?.[name] ?? {};
  return (values ?? []).map((value) => ({ value, label: known[value] ? textOf(known[value]) : value }));
}
