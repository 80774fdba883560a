import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { AnswerOf, Schemas } from '../../client/operation.ts';
import { getOrder, listAcceptances, returnDevices } from '../../client/operations.generated.ts';
import { useAct, useRead } from '../../client/use-gate.ts';
import { focusField } from '../../form/focus-field.ts';
import { FormField } from '../../form/form-field.tsx';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { useUnsent } from '../../ui/leaving/use-unsaved.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { today } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { LastScan, ScanField, soundAlarm, useScansAnywhere } from '../accept/scan-field.tsx';
import { RETURN_WORDS } from './return-words.ts';
import { chosenWith, type ReturnableMachine, returnableMachines, returnBody, type TypedReturn } from './returnable.ts';
import { Returned } from './returned.tsx';
import '../delivery.css';

const route = getRouteApi('/orders/$id/return');
const STATES: readonly Schemas['OrderState'][] = ['contracted', 'accepted'];
const ACCEPTANCES_MAX = 200;

/** Accepted machines that go back to the supplier, chosen by scan or by hand. */
export function ReturnScreen(): ReactNode {
  const { id } = route.useParams();
  const words = useWords(RETURN_WORDS);
  const order = useRead(getOrder, { path: { id } });
  const acceptances = useRead(listAcceptances, { path: { id }, query: { limit: ACCEPTANCES_MAX } });
  return (
    <Screen
      title={words.title(order.data?.data.reference ?? '')}
      acts={
        <Link to="/orders/$id" params={{ id }}>
          {words.toOrder}
        </Link>
      }
    >
      <Reading read={order}>
        {({ data, etag }) =>
          STATES.includes(data.state) ? (
            <Reading read={acceptances}>
              {({ data: { items } }) => <ReturnForm {...{ order: data, etag, machines: returnableMachines(items) }} />}
            </Reading>
          ) : (
            <p className="empty">{words.notNow}</p>
          )
        }
      </Reading>
    </Screen>
  );
}

interface ReturnFormProps {
  readonly order: AnswerOf<'getOrder'>;
  readonly etag: string | undefined;
  readonly machines: readonly ReturnableMachine[];
}

function ReturnForm({ order, etag, machines }: ReturnFormProps): ReactNode {
  const words = useWords(RETURN_WORDS);
  const [typed, setTyped] = useState<TypedReturn>(() => ({
    ...{ returnedOn: today(), reason: '', serials: [], inScanField: '' },
  }));
  const [isChecked, setChecked] = useState(false);
  const [done, setDone] = useState<AnswerOf<'returnDevices'>>();
  const act = useAct(returnDevices);
  const read = returnBody(typed, today());
  useUnsent(done === undefined && (typed.serials.length > 0 || typed.reason.trim() !== ''));
  const faults = isChecked && 'faults' in read ? read.faults : {};
  async function send(): Promise<void> {
    setChecked(true);
    if (!('body' in read)) return focusField(Object.keys(read.faults)[0] ?? '');
    setDone((await act.send({ path: { id: order.id }, body: read.body }, etag))?.data);
  }
  if (done !== undefined) return <Returned done={done} />;
  if (machines.length === 0) return <p className="empty">{words.nothing}</p>;
  const wrong = (name: 'returnedOn' | 'reason' | 'serials'): string | undefined => faults[name] && words[faults[name]];
  return (
    <div className="delivery delivery-alone">
      <div className="delivery-main">
        <p className="secondary">{words.help}</p>
        <Scans {...{ typed, setTyped, machines, error: wrong('serials') }} />
        <div className="alike-fields">
          <FormField
            {...{ name: 'returnedOn', label: words.returnedOn, value: typed.returnedOn, help: words.returnedOnHelp }}
            error={wrong('returnedOn')}
            onChange={(returnedOn) => setTyped({ ...typed, returnedOn })}
          />
        </div>
        <FormField
          {...{ name: 'reason', label: words.reason, value: typed.reason, help: words.reasonHelp, isLong: true }}
          error={wrong('reason')}
          onChange={(reason) => setTyped({ ...typed, reason })}
        />
        <Machines {...{ typed, setTyped, machines }} />
        {act.refusal && <Refusal of={act.refusal} />}
        <div className="delivery-bar">
          <Button type="primary" loading={act.isBusy} onClick={() => void send()}>
            {words.submit(typed.serials.length)}
          </Button>
        </div>
      </div>
    </div>
  );
}

interface ChooserProps {
  readonly typed: TypedReturn;
  readonly setTyped: (typed: TypedReturn) => void;
  readonly machines: readonly ReturnableMachine[];
}

/** Chooses machines by scan, and says of each what became of it. */
function Scans({ typed, setTyped, machines, error }: ChooserProps & { readonly error: string | undefined }): ReactNode {
  const words = useWords(RETURN_WORDS);
  const field = useRef<HTMLInputElement>(null);
  const [last, setLast] = useState({ told: '', isWrong: false });
  const latest = useRef(typed);
  latest.current = typed;
  const take = (scanned: readonly string[]): void => {
    const chosen = chosenWith(latest.current.serials, scanned, machines);
    const isWrong = chosen.last === 'unknown';
    if (isWrong) soundAlarm();
    setLast({ told: words[chosen.last](scanned.at(-1) ?? ''), isWrong });
    latest.current = { ...latest.current, serials: chosen.serials };
    setTyped(latest.current);
  };
  const setInScanField = (inScanField: string): void => {
    latest.current = { ...latest.current, inScanField };
    setTyped(latest.current);
  };
  useScansAnywhere(field, (serial) => take([serial]));
  useEffect(() => field.current?.focus(), []);
  return (
    <div className="scan-strip">
      <ScanField
        {...{
          label: words.scan,
          help: words.scanHelp,
          fieldRef: field,
          name: 'serials',
          error,
          onText: setInScanField,
        }}
        onMachines={(scanned) => take(scanned.map(({ serial }) => serial))}
      />
      <div>
        <strong className="scan-count">{words.chosen(typed.serials.length)}</strong>
        <LastScan {...last} />
      </div>
    </div>
  );
}

/** The machines that can go back, for whoever has no scanner at hand. */
function Machines({ typed, setTyped, machines }: ChooserProps): ReactNode {
  const words = useWords(RETURN_WORDS);
  const toggle = (serial: string, isChosen: boolean): void => {
    const rest = typed.serials.filter((one) => one !== serial);
    setTyped({ ...typed, serials: isChosen ? [...rest, serial] : rest });
  };
  const columns: readonly Column<ReturnableMachine>[] = [
    {
      title: words.choose,
      cell: ({ serial }) => (
        <input
          type="checkbox"
          aria-label={words.chooseOf(serial)}
          checked={typed.serials.includes(serial)}
          onChange={({ target }) => toggle(serial, target.checked)}
        />
      ),
    },
    { title: words.serial, cell: ({ serial }) => <span className="code">{serial}</span> },
    { title: words.line, isNumeric: true, cell: ({ line }) => line },
    { title: words.acceptedOn, cell: ({ acceptedOn }) => acceptedOn },
  ];
  return (
    <ServerTable
      caption={words.list}
      columns={columns}
      rows={machines}
      idOf={({ serial }) => serial}
      empty={words.nothing}
    />
  );
}
