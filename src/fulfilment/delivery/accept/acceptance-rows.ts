import type { RecordedDelivery } from '../../../decisions/index.ts';
import type { DeliveryStatement } from '../../../facts/index.ts';
import { type Language, type Text, text } from '../../../kernel/index.ts';
import type { DeliveryProblem } from './acceptance-refusals.ts';
import type { PutDelivery } from './record-acceptance.ts';

/** One row of a file of machines, as its columns name them. */
export interface FileRow {
  readonly row: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly errors: readonly RowFault[];
}

export interface RowFault {
  readonly column: string | null;
  readonly message: string;
}

type StatedDevice = NonNullable<DeliveryStatement['devices']>[number];

/** A file of machines as a delivery, whose rows stand alone: those that cannot be part of it are left out. */
export interface FiledDelivery {
  readonly put: PutDelivery;
  /** What is wrong with the rows that were left out, by row. */
  readonly refused: () => ReadonlyMap<number, readonly RowFault[]>;
}

export function filedDelivery(
  rows: readonly FileRow[],
  { acceptedOn, language }: { readonly acceptedOn: string; readonly language: Language },
): FiledDelivery {
  const read = rows.map((row) => ({ ...row, errors: [...row.errors, ...unplaced(row.body, language)] }));
  const sound = read.filter(({ errors }) => errors.length === 0);
  const faulty = read.filter(({ errors }) => errors.length > 0);
  let refused = new Map<number, readonly RowFault[]>();
  const statement = { acceptedOn, devices: sound.map(({ body }) => deviceIn(body)) };
  return {
    refused: () => new Map([...faulty.map(({ row, errors }) => [row, errors] as const), ...refused]),
    put: {
      statement,
      without: (problemsOf) => {
        // A transaction that runs again asks again.
        refused = new Map();
        return withoutProblems(
          sound,
          { acceptedOn, problemsOf, refuse: (row, fault) => refused.set(row, fault) },
          language,
        );
      },
    },
  };
}

interface LeavingOut {
  readonly acceptedOn: string;
  readonly problemsOf: (statement: DeliveryStatement) => readonly DeliveryProblem[];
  readonly refuse: (row: number, faults: readonly RowFault[]) => void;
}

/** What is left out may make room for nothing else: a serial twice is refused the second time, a machine too many at the end. */
function withoutProblems(rows: readonly FileRow[], leaving: LeavingOut, language: Language): DeliveryStatement {
  const { acceptedOn, problemsOf, refuse } = leaving;
  const statement = { acceptedOn, devices: rows.map(({ body }) => deviceIn(body)) };
  const faults = new Map<FileRow, RowFault[]>();
  for (const { field } of problemsOf(statement)) {
    const [, , position, column = null] = field.pointer.split('/');
    const row = rows[Number(position)];
    if (!row || position === undefined) continue;
    const message = typeof field.message === 'string' ? field.message : field.message[language];
    faults.set(row, [...(faults.get(row) ?? []), { column, message }]);
  }
  if (faults.size === 0) return statement;
  for (const [{ row }, found] of faults) refuse(row, found);
  return withoutProblems(
    rows.filter((row) => !faults.has(row)),
    leaving,
    language,
  );
}

/** Cells that would be left out: what is said of a system that no cell names, and the number of a paper of no kind. */
function unplaced(body: FileRow['body'], language: Language): readonly RowFault[] {
  const isStated = (column: string): boolean => body[column] !== undefined && body[column] !== null;
  const ofSystem = isStated('osProduct') ? [] : OF_SYSTEM.filter(isStated);
  const ofPaper = isStated('evidenceReference') && !isStated('evidenceKind') ? ['evidenceReference'] : [];
  return [
    ...ofSystem.map((column) => ({ column, message: NO_SYSTEM[language] })),
    ...(ofSystem.length > 0 ? [] : ofPaper.map((column) => ({ column, message: NO_KIND[language] }))),
  ];
}

const OF_SYSTEM = ['osEdition', 'osVersion', 'evidenceKind', 'evidenceReference'];
const NO_SYSTEM: Text = text(
  '该行没有写明操作系统（osProduct），此列无处登记：请写明系统，或清空此列。',
  'The row names no system (osProduct), so that this has no place. Name the system, or clear the cell.',
);
const NO_KIND: Text = text(
  '该行没有写明证明种类（evidenceKind），证明编号无处登记。',
  'The row names no kind of paper (evidenceKind), so that its number has no place.',
);

function deviceIn(body: FileRow['body']): StatedDevice {
  const cell = (name: string): string | null => (typeof body[name] === 'string' ? body[name] : null);
  const [product, edition, version] = [cell('osProduct'), cell('osEdition'), cell('osVersion')];
  return {
    line: Number(body.line),
    serial: cell('serial') ?? '',
    mainboardSerial: cell('mainboardSerial'),
    assetNumber: cell('assetNumber'),
    operatingSystem: product === null ? null : { product, edition, version, evidence: proofIn(body) },
  };
}

type Proof = NonNullable<NonNullable<StatedDevice['operatingSystem']>['evidence']>[number];

function proofIn({ evidenceKind, evidenceReference }: FileRow['body']): Proof[] {
  if (typeof evidenceKind !== 'string') return [];
  return [
    {
      kind: evidenceKind as Proof['kind'],
      reference: typeof evidenceReference === 'string' ? evidenceReference : null,
    },
  ];
}

export interface RowOutcome {
  readonly row: number;
  readonly status: 'accepted' | 'differs' | 'refused';
  readonly serial: string | null;
  readonly deviceId: string | null;
  readonly errors: readonly RowFault[];
}

/** What became of every row, told by its serial: no serial is in a delivery twice. */
export function rowOutcomes(
  rows: readonly FileRow[],
  filed: FiledDelivery,
  told: { readonly devices: RecordedDelivery['devices']; readonly language: Language },
): readonly RowOutcome[] {
  const { devices, language } = told;
  const refused = filed.refused();
  const left = new Map(devices.map((device) => [device.serial, device]));
  return rows.map(({ row, body }): RowOutcome => {
    const serial = typeof body.serial === 'string' ? body.serial : null;
    const faults = refused.get(row);
    const device = faults ? undefined : left.get(serial ?? '');
    if (!device) {
      const errors = faults ?? [{ column: null, message: NOT_DELIVERED[language] }];
      return { row, status: 'refused', serial, deviceId: null, errors };
    }
    left.delete(device.serial);
    const { deviceId, because } = device;
    const errors = because.map((difference) => ({ column: null, message: difference }));
    return { row, status: deviceId === null ? 'differs' : 'accepted', serial, deviceId, errors };
  });
}

const NOT_DELIVERED: Text = text('该行不属于这次到货。', 'The row is no part of the delivery.');
