import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Operation, OperationId, Schemas } from '../client/operation.ts';
import {
  getAllocation,
  getDevice,
  getEntitlement,
  getInstallation,
  getOrder,
  getPayment,
  readDeviceChain,
  readEntitlementChain,
} from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { ReportLinks } from '../ui/papers/report-links.tsx';
import { Reading } from '../ui/screen.tsx';
import { dayOf } from '../ui/time.ts';
import { useText } from '../words/in-language.ts';
import { ORDER_STATE_WORDS, OUTCOME_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { type Choices, pathOf } from './record.ts';
import { RECORD_WORDS } from './record-words.ts';
import './records.css';
import {
  AGREEMENTS,
  ALLOCATION_ENDS,
  CHAIN_STEPS,
  choicesOf,
  DEVICE_STATES,
  OPEN_OR_ENDED,
  PROOFS,
  STANDINGS,
} from './value-words.ts';

type ChainLink = Schemas['ChainLink'];

const LINKS_MAX = 200;

/** Where the thing of a step has a page. */
const PAGES: { readonly [step in ChainLink['step']]?: { readonly to: string; readonly by: Operation<OperationId> } } = {
  order: { to: '/orders', by: getOrder },
  payment: { to: '/payments', by: getPayment },
  device: { to: '/devices', by: getDevice },
  entitlement: { to: '/entitlements', by: getEntitlement },
  allocation: { to: '/allocations', by: getAllocation },
  installation: { to: '/installations', by: getInstallation },
};

/** What the states of a step are called; a step that is not here has none. */
const STATES: { readonly [step in ChainLink['step']]?: Choices<string> } = {
  order: choicesOf<string>(ORDER_STATE_WORDS),
  decision: choicesOf<string>(OUTCOME_WORDS),
  device: DEVICE_STATES,
  entitlement: STANDINGS,
  proof: PROOFS,
  allocation: { ...OPEN_OR_ENDED, ...ALLOCATION_ENDS },
  installation: AGREEMENTS,
};

interface Props {
  readonly of: Operation<'readDeviceChain'> | Operation<'readEntitlementChain'>;
  readonly id: string;
}

/** From the purchase to the copy on a machine, or back: each step that is on file, and the gaps where there ought to be one. */
function Chain({ of, id }: Props): ReactNode {
  const words = useWords(RECORD_WORDS);
  const may = useMay();
  // Both answer a chain.
  const chain = useRead(
    of as Operation<'readDeviceChain'>,
    { path: { id }, query: { limit: LINKS_MAX } },
    { isWanted: may(of) },
  );
  if (!may(of)) return null;
  return (
    <section>
      <h2>{words.chain.title}</h2>
      <div className="acts">
        <ReportLinks report={of} path={{ id }} words={words.paper} />
      </div>
      <Reading read={chain}>{({ data }) => <Steps chain={data} />}</Reading>
    </section>
  );
}

function Steps({ chain: { items, missing, next } }: { readonly chain: Schemas['Chain'] }): ReactNode {
  const words = useWords(RECORD_WORDS).chain;
  if (items.length === 0) return <p className="empty">{words.none}</p>;
  return (
    <>
      <p>{missing === 0 ? words.whole : words.missing(missing)}</p>
      {next !== null && <p>{words.cut(items.length)}</p>}
      <ol className="chain">
        {items.map((link) => (
          <Step key={`${link.step} ${link.id} ${link.about.en}`} link={link} />
        ))}
      </ol>
    </>
  );
}

function Step({ link }: { readonly link: ChainLink }): ReactNode {
  const { chain: words } = useWords(RECORD_WORDS);
  const textOf = useText();
  const { step, about, state, on, logIndex, isMissing } = link;
  const word = state === null ? undefined : STATES[step]?.[state];
  return (
    <li data-missing={isMissing || undefined}>
      <strong>{textOf(CHAIN_STEPS[step])}</strong> <bdi>{textOf(about)}</bdi>{' '}
      {isMissing ? (
        <strong className="field-error">{words.gap}</strong>
      ) : (
        <span>{word === undefined ? state : textOf(word)}</span>
      )}{' '}
      {on !== null && <span className="secondary unbroken">{on.length > DAY_CHARACTERS ? dayOf(on) : on}</span>}{' '}
      <Thing link={link} /> {logIndex !== null && <span className="secondary unbroken">{words.leaf(logIndex)}</span>}
    </li>
  );
}

const DAY_CHARACTERS = 10;

function Thing({ link: { step, id } }: { readonly link: ChainLink }): ReactNode {
  const may = useMay();
  const page = PAGES[step];
  if (id === null) return null;
  if (page === undefined || !may(page.by)) return <span className="secondary code">{id}</span>;
  return (
    <Link className="code" to={pathOf(page.to, id)}>
      {id}
    </Link>
  );
}

interface OfRow {
  readonly row: { readonly id: string };
}

export function DeviceChain({ row: { id } }: OfRow): ReactNode {
  return <Chain of={readDeviceChain} id={id} />;
}

export function EntitlementChain({ row: { id } }: OfRow): ReactNode {
  return <Chain of={readEntitlementChain} id={id} />;
}
