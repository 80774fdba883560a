import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { useWords } from '../../words/use-words.ts';
import { useAccepting } from './accept-context.ts';
import { ACCEPT_WORDS } from './accept-words.ts';
import { AlikeFields } from './alike-fields.tsx';
import { type ContractedMachines, countOfNoLine, countsOf, numberOf, systemText } from './contracted.ts';
import { MACHINES_MAX, withMachines } from './delivery-draft.ts';
import { Looks } from './looks.tsx';
import { MachineRows } from './machine-rows.tsx';
import { LastScan, ScanField, soundAlarm, useScansAnywhere } from './scan-field.tsx';
import type { ListedMachine } from './scan-reader.ts';
import { serialFaults } from './serial-faults.ts';

/** Machines, scanned one after the other into a list that is compared with the contract at once. */
export function MachinesSection({ scanField }: { readonly scanField: RefObject<HTMLInputElement | null> }): ReactNode {
  const words = useWords(ACCEPT_WORDS);
  const { contracted, draft, built, isChecked, setInScanField } = useAccepting();
  const scans = useScans();
  useScansAnywhere(scanField, (serial) => scans.take([{ serial, assetNumber: '' }]));
  useEffect(() => scanField.current?.focus(), [scanField]);
  const counts = contracted.machines.map((line) => countsOf(line, draft));
  const now = counts.reduce((sum, count) => sum + count.now, 0);
  const left = counts.reduce((sum, count) => sum + count.left, 0);
  const isFull = draft.machines.length >= MACHINES_MAX;
  const fault = isChecked ? built.faults.get('scan') : undefined;
  const current = draft.alike.find(({ id }) => id === draft.current);
  const untold = current?.line === '' ? 'line' : current?.state === '' ? 'state' : undefined;
  const noLine = countOfNoLine(draft);
  return (
    <section>
      <h2>{words.machines.title}</h2>
      <Outstanding />
      <div className="scan-strip">
        <ScanField
          {...{ name: 'scan', label: words.scan.label, help: words.scan.help, error: fault && words.faults[fault] }}
          {...{ fieldRef: scanField, onMachines: scans.take, onText: setInScanField }}
        />
        <div>
          <strong className="scan-count">{words.scan.counted(now, left)}</strong>
          {noLine > 0 && <p>{words.scan.noLine(noLine)}</p>}
          <LastScan told={scans.told} isWrong={scans.isWrong} />
        </div>
      </div>
      {untold && draft.machines.length > 0 && <p className="notice">{words.scan.untold[untold]}</p>}
      <AlikeFields />
      {isFull && <p className="notice">{words.machines.full}</p>}
      <MachineRows />
      <Looks of={contracted.machines} />
    </section>
  );
}

interface Scans {
  readonly take: (machines: readonly ListedMachine[]) => void;
  readonly told: string;
  readonly isWrong: boolean;
}

/** Takes scans into the delivery, and tells each at once: by its place, by what is wrong, and by a sound if something is. */
function useScans(): Scans {
  const words = useWords(ACCEPT_WORDS);
  const { draft, change, trial } = useAccepting();
  const [last, setLast] = useState<readonly string[]>([]);
  const faults = serialFaults(draft.machines);
  const row = draft.machines.find(({ id }) => id === last.at(-1));
  const word = row && trial?.machines.get(row.id);
  const fault = row && faults.get(row.id);
  const refused = word?.is === 'refused' ? word.message : undefined;
  const why = fault === undefined ? (word?.is === 'differs' ? words.machines.differs : refused) : words.faults[fault];
  const isWrong = row !== undefined && why !== undefined;
  // Once for each scan, whether its number itself is wrong or the gate has found something.
  const alarmed = useRef('');
  useEffect(() => {
    if (!isWrong || row === undefined || alarmed.current === row.id) return;
    alarmed.current = row.id;
    soundAlarm();
  }, [isWrong, row]);
  return {
    isWrong,
    told: toldOf(),
    take: (machines) =>
      change((before) => {
        const after = withMachines(before, machines);
        setLast(after.machines.slice(before.machines.length).map(({ id }) => id));
        return after;
      }),
  };

  function toldOf(): string {
    if (row === undefined) return '';
    if (isWrong) return words.scan.wrong(row.serial, why);
    if (last.length > 1) return words.scan.tookMany(last.length);
    return words.scan.took(numberOf(row.id, draft), row.serial);
  }
}

function Outstanding(): ReactNode {
  const words = useWords(ACCEPT_WORDS).machines;
  const { contracted, draft } = useAccepting();
  const columns: readonly Column<ContractedMachines>[] = [
    { title: words.line, isNumeric: true, cell: ({ line }) => line },
    { title: words.what, cell: ({ what }) => what },
    {
      title: words.system,
      cell: ({ system }) => systemText(system) || (system?.state === 'required' ? words.anySystem : words.noSystem),
    },
    { title: words.ordered, isNumeric: true, cell: ({ ordered }) => ordered },
    { title: words.accepted, isNumeric: true, cell: ({ accepted }) => accepted },
    { title: words.now, isNumeric: true, cell: (line) => countsOf(line, draft).now },
    { title: words.left, isNumeric: true, cell: (line) => <strong>{countsOf(line, draft).left}</strong> },
  ];
  return (
    <ServerTable
      caption={words.outstanding}
      columns={columns}
      rows={contracted.machines}
      idOf={({ line }) => line}
      empty=""
    />
  );
}
