import type { ReactNode } from 'react';
import { AgencyName } from '../ui/agency-name.tsx';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { writeMoney } from '../ui/money.ts';
import { writeInstant } from '../ui/time.ts';
import { nameOfField } from '../words/field-names.ts';
import { writeRegion } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { PROPOSAL_WORDS } from './proposal-words.ts';
import { wordOfValue } from './value-words.ts';

interface ValueTreeProps {
  readonly value: unknown;
  /** The field that it is of, as the contract has it. */
  readonly field?: string;
}

/** Any value of the contract, field by field, in the words of the page. Texts are shown as texts, whatever stands in them. */
export function ValueTree({ value, field = '' }: ValueTreeProps): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page;
  const language = useLanguage();
  if (value === null || value === undefined) return <span className="secondary">{words.none}</span>;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="secondary">{words.none}</span>;
    return (
      <ol className="value-list">
        {value.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a value that never changes has no other name than its place.
          <li key={index}>
            <ValueTree value={one} field={field} />
          </li>
        ))}
      </ol>
    );
  }
  if (typeof value !== 'object') return <Shown text={String(value)} field={field} />;
  const name = nameOfPerson(value);
  if (name !== undefined) return <bdi>{name}</bdi>;
  return (
    <dl className="facts">
      {Object.entries(value).map(([name, one]) => (
        <div key={name}>
          <dt>{nameOfField(name, language)}</dt>
          <dd>
            <ValueTree value={one} field={name} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Whoever acted is called by the name, where there is one; the id beside it is for programs. */
function nameOfPerson(value: object): string | undefined {
  const { person, name } = value as { readonly person?: unknown; readonly name?: unknown };
  return typeof person === 'string' && typeof name === 'string' ? name : undefined;
}

const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const MONEY = /^-?\d+\.\d\d$/;
const CODE = /^(?:[a-z]{2,4}_\w{8,}|sha256:[0-9a-f]+|[0-9a-f]{32,})$/i;
const CREDIT_CODE = /^[0-9A-Z]{18}$/;
const AGENCY_FIELDS = ['agencyCode', 'agencies', 'fromAgency', 'toAgency', 'officeAgency', 'parentCode'];

/** One value as people write it: an hour of Beijing, an amount with its commas, an agency and what the contract names by its word. */
function Shown({ text, field }: { readonly text: string; readonly field: string }): ReactNode {
  const language = useLanguage();
  const known = wordOfValue(field, text, language);
  if (AGENCY_FIELDS.includes(field)) return <AgencyName code={text} />;
  if (field === 'agency' && CREDIT_CODE.test(text)) return <AgencyName code={text} />;
  if (field === 'region' || field === 'regions') return writeRegion(text);
  if (INSTANT.test(text)) return writeInstant(text);
  if (MONEY.test(text)) return writeMoney(text);
  if (CODE.test(text)) return <span className="secondary code copyable">{text}</span>;
  return <bdi>{known ?? text}</bdi>;
}
