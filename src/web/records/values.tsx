import { Link } from '@tanstack/react-router';
import type { Operation, OperationId, Schemas } from '../client/operation.ts';
import {
  getAgency,
  getAllocation,
  getDevice,
  getEntitlement,
  getMatter,
  getOrder,
  getSupplier,
  listLicenceShortfalls,
} from '../client/operations.generated.ts';
import { LeafSubject, PersonName } from '../log/index.ts';
import { AgencyName } from '../ui/agency-name.tsx';
import { writeMoney } from '../ui/money.ts';
import { ScanLink } from '../ui/papers/scan-link.tsx';
import { dayOf, writeInstant } from '../ui/time.ts';
import { writeRegion } from '../words/region-names.ts';
import type { Text } from '../words/text.ts';
import { type Choices, pathOf, type Show } from './record.ts';

/** A value of a few, in words. One that a newer gate knows and this page does not is shown as it came. */
export function choice<Value extends string>(words: Choices<Value>): Show<Value> {
  return (value, { textOf }) => {
    const word: Text | undefined = words[value];
    return word === undefined ? value : textOf(word);
  };
}

export const plain: Show<string | number> = (value) => <bdi>{value}</bdi>;

export const money: Show<string> = (value) => writeMoney(value);

export const day: Show<string> = (value) => <span className="unbroken">{value}</span>;

export const moment: Show<string> = (value) => <span className="unbroken">{writeInstant(value)}</span>;

export const code: Show<string> = (value) => <span className="code">{value}</span>;

export const yesNo: Show<boolean> = (value, { words }) => (value ? words.yes : words.no);

export const region: Show<string> = (value) => writeRegion(value);

/** A text that the gate tells in both languages. */
export const inBoth: Show<Text> = (value, { textOf }) => textOf(value);

export const scan: Show<string> = (value) => <ScanLink file={value} />;

/** Why the figures of a right cannot be trusted. */
export const frozenSince: Show<Schemas['Freeze']> = ({ since, reason }, { words, textOf }) => (
  <strong className="field-error">
    {words.frozen(dayOf(since))}
    {textOf(reason)}
  </strong>
);

/** Several of a kind, one below the other. */
export function several<Value>(one: Show<Value>, none: Text): Show<readonly Value[]> {
  return (value, tools) =>
    value.length === 0 ? (
      <span className="secondary">{tools.textOf(none)}</span>
    ) : (
      <ul className="plain-list">
        {value.map((each) => (
          <li key={JSON.stringify(each)}>{one(each, tools)}</li>
        ))}
      </ul>
    );
}

/** The id of another record, which leads to its page for whoever may read it. */
function leadsTo(to: string, by: Operation<OperationId>): Show<string> {
  return (value, { may }) =>
    may(by) ? (
      <Link className="code" to={pathOf(to, value)}>
        {value}
      </Link>
    ) : (
      <span className="code">{value}</span>
    );
}

export const toSupplier = leadsTo('/suppliers', getSupplier);
export const toDevice = leadsTo('/devices', getDevice);
export const toEntitlement = leadsTo('/entitlements', getEntitlement);
export const toAgency = leadsTo('/agencies', getAgency);
export const toAllocation = leadsTo('/allocations', getAllocation);
export const toOrder = leadsTo('/orders', getOrder);

/** A device by the number on it, where a list tells that. */
export const numberedDevice: Show<Schemas['UncoveredCopy']['device']> = ({ id, serial, assetNumber }, { may }) =>
  may(getDevice) ? (
    <Link to={pathOf('/devices', id)}>{serial ?? assetNumber ?? id}</Link>
  ) : (
    (serial ?? assetNumber ?? id)
  );

/** A leaf of the log by its index. */
export const toLeaf: Show<number> = (value) => (
  <Link to="/log/$index" params={{ index: String(value) }}>
    {value}
  </Link>
);

/** A checkpoint of the log by its size. */
export const toCheckpoint: Show<number> = (value) => (
  <Link to="/checkpoints/$size" params={{ size: String(value) }}>
    {value}
  </Link>
);

export const subjectOfLeaf: Show<string> = (value) => <LeafSubject subject={value} />;

export const personOfId: Show<string> = (value) => <PersonName id={value} />;

export const agencyOfCode: Show<string> = (value) => <AgencyName code={value} />;

/** The same where the list tells the name beside the code. */
export const namedAgency: Show<{ readonly code: string; readonly name: string | null }> = ({ code: of, name }) => (
  <AgencyName code={of} known={name} />
);

const PAGES_OF_ALERTS = {
  entitlement: { to: '/entitlements', by: getEntitlement },
  matter: { to: '/matters', by: getMatter },
};

/** What somebody should look at, which leads to what it is about where that has a page. */
export const alertAbout: Show<Pick<Schemas['Alert'], 'title' | 'subject'>> = ({ title, subject }, { textOf, may }) => {
  const page =
    subject?.type === 'entitlement' || subject?.type === 'matter' ? PAGES_OF_ALERTS[subject.type] : undefined;
  if (subject === null || page === undefined || !may(page.by)) return textOf(title);
  return <Link to={pathOf(page.to, subject.id)}>{textOf(title)}</Link>;
};

interface Short {
  readonly shortfall: number;
  readonly search: { readonly [name: string]: string | undefined };
}

/** How many copies nothing covers, which leads to these copies. */
export const uncovered: Show<Short> = ({ shortfall, search }, { may }) =>
  shortfall === 0 || !may(listLicenceShortfalls) ? (
    shortfall
  ) : (
    <Link to="/licence-shortfalls" search={search}>
      {shortfall}
    </Link>
  );
