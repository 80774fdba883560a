import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { call, type SentFile } from '../../client/call.ts';
import type { AnswerOf, Schemas } from '../../client/operation.ts';
import { importDelivery } from '../../client/operations.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { FilePick } from '../../ui/file-pick/file-pick.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useWords } from '../../words/use-words.ts';
import type { Contracted } from './contracted.ts';
import { DELIVERY_WORDS } from './delivery-words.ts';

type Import = AnswerOf<'importDelivery'>;
type Row = Schemas['AcceptanceRow'];

interface DeliveryFileProps {
  readonly order: Pick<AnswerOf<'getOrder'>, 'id' | 'reference'>;
  readonly etag: string | undefined;
  readonly contracted: Contracted;
  /** The day of the acceptance, where it is one. */
  readonly acceptedOn: string | undefined;
  readonly onDone: (decided: Schemas['DecidedAcceptance']) => void;
}

/** A list of machines as the supplier sent it: tried first, every row told its result, and only then entered. */
export function DeliveryFile({ order, etag, contracted, acceptedOn, onDone }: DeliveryFileProps): ReactNode {
  const words = useWords(DELIVERY_WORDS).file;
  const id = useId();
  const [file, setFile] = useState<SentFile>();
  const [tried, setTried] = useState<Import>();
  const [refusal, setRefusal] = useState<Error>();
  const act = useAct(importDelivery);
  const args = { path: { id: order.id }, query: { acceptedOn } };
  async function tryFile(chosen: SentFile): Promise<void> {
    setFile(chosen);
    setTried(undefined);
    setRefusal(undefined);
    act.reset();
    await call(importDelivery, { ...args, query: { acceptedOn, dryRun: true } }, { file: chosen }).then(
      ({ data }) => setTried(data),
      setRefusal,
    );
  }
  async function enter(): Promise<void> {
    const done = await act.send(args, etag, file);
    if (done?.data.decided) onDone(done.data.decided);
  }
  const count = tried === undefined ? 0 : tried.accepted + tried.differing;
  return (
    <details className="looks">
      <summary>{words.title}</summary>
      <p className="secondary">{words.help}</p>
      <div className="acts">
        <label htmlFor={id}>{words.choose}</label>
        <FilePick
          id={id}
          accept=".csv,text/csv"
          onChange={({ target }) => {
            const [bytes] = target.files ?? [];
            if (bytes) void tryFile({ bytes, mediaType: 'text/csv' });
          }}
        />
        <Template of={contracted} name={`${order.reference}.csv`} />
      </div>
      {refusal && <Refusal of={refusal} />}
      {tried && <Tried of={tried} />}
      {act.refusal && <Refusal of={act.refusal} />}
      {tried && count > 0 && (
        <Button loading={act.isBusy} onClick={() => void enter()}>
          {words.accept(count)}
        </Button>
      )}
    </details>
  );
}

function Tried({ of: tried }: { readonly of: Import }): ReactNode {
  const words = useWords(DELIVERY_WORDS).file;
  const columns: readonly Column<Row>[] = [
    { title: words.row, isNumeric: true, cell: ({ row }) => row },
    { title: 'serial', cell: ({ serial }) => <bdi>{serial}</bdi> },
    { title: words.status, cell: ({ status }) => words.statuses[status] },
    { title: words.why, cell: ({ errors }) => errors.map(whyOf).join(' ') },
  ];
  const result = useRef<HTMLParagraphElement>(null);
  // Newer browsers answer a promise, which is nothing to clean up by.
  useEffect(() => void result.current?.scrollIntoView({ block: 'center' }), []);
  const wrong = tried.rows.filter(({ status }) => status !== 'accepted');
  const isNothing = tried.accepted + tried.differing === 0;
  return (
    <>
      <p role="status" ref={result}>
        {words.tried(tried.accepted, tried.differing, tried.refused)}
      </p>
      {isNothing && <p>{words.nothing}</p>}
      {wrong.length > 0 && <p className="secondary">{words.onlyWrong}</p>}
      <ServerTable caption={words.rows} columns={columns} rows={wrong} idOf={({ row }) => String(row)} empty="" />
    </>
  );
}

function whyOf({ column, message }: Row['errors'][number]): string {
  return column === null ? message : `${column}: ${message}`;
}

const COLUMNS = 'line,serial,mainboardSerial,assetNumber,osProduct,osEdition,osVersion,evidenceKind,evidenceReference';

/** A row for each machine that is to come, with its line and nothing that nobody has seen yet. */
function Template({ of, name }: { readonly of: Contracted; readonly name: string }): ReactNode {
  const words = useWords(DELIVERY_WORDS).file;
  function download(): void {
    const rows = of.machines.flatMap(({ line, outstanding }) => Array(outstanding).fill(`${line},,,,,,,,`));
    const address = URL.createObjectURL(new Blob([[COLUMNS, ...rows, ''].join('\n')], { type: 'text/csv' }));
    const link = document.createElement('a');
    Object.assign(link, { href: address, download: name });
    link.click();
    URL.revokeObjectURL(address);
  }
  return (
    <button type="button" className="plain-button" onClick={download}>
      {words.template}
    </button>
  );
}
