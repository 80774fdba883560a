import { type ReactNode, useEffect, useId } from 'react';
import { useOfferedAgencies } from '../client/use-offered-agencies.ts';

interface AgencyFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly help?: string;
  /** Only agencies of this region and below are offered. */
  readonly region?: string;
  readonly onChange: (code: string) => void;
}

/** An agency by its code, found by its name; which one is meant stands below. */
export function AgencyField({ label, name, value, error, help, region, onChange }: AgencyFieldProps): ReactNode {
  const id = useId();
  const isRegion = region === undefined || /^\d{6}$/.test(region);
  const query = region === undefined || !isRegion ? {} : { region };
  const agencies = useOfferedAgencies(value, query);
  const found = agencies.find(({ code }) => code === value.trim());
  // Who types a name means the agency, also where the list comes after the name.
  const named = agencies.filter(({ name: known }) => known === value.trim());
  const meant = named.length === 1 ? named[0]?.code : undefined;
  useEffect(() => {
    if (meant !== undefined) onChange(meant);
  });
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="text"
        list={`${id}-list`}
        value={value}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-told`}
        onChange={({ target }) => onChange(target.value)}
      />
      <datalist id={`${id}-list`}>
        {agencies.map(({ code, name: known }) => (
          <option key={code} value={code}>
            {known}
          </option>
        ))}
      </datalist>
      <p id={`${id}-told`} className={error === undefined ? 'secondary' : 'field-error'}>
        {error ?? found?.name ?? help}
      </p>
    </div>
  );
}
