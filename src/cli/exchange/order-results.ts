import type { components } from '../../http/openapi.generated.ts';
import { sha256 } from '../../kernel/index.ts';
import { noteOn, noteOnProblem, type OrderNote } from './order-notes.ts';
import type { Place, ReadOrder } from './read-order.ts';
import type { OrderAnswer, OrderProblem } from './submit-orders.ts';

type Schemas = components['schemas'];
type WithPlace<T> = T & Place;

/** What became of one order of a file. */
export interface OrderResult {
  readonly reference: string | null;
  readonly agencyCode: string | null;
  /** Of the table; empty in JSON. */
  readonly rows: readonly number[];
  /** `refused`: the gate has not decided it; `problem` says what is wrong. */
  readonly outcome: Schemas['Outcome'] | 'refused';
  readonly orderId: string | null;
  readonly state: Schemas['OrderState'] | null;
  /** The file in `out` that holds it. */
  readonly certificate: string | null;
  readonly decision: PlacedDecision | null;
  readonly problem: OrderProblem | null;
  readonly note: OrderNote | null;
}

type PlacedDecision = Omit<Schemas['Decision'], 'certificate' | 'findings' | 'indeterminate'> & {
  readonly findings: readonly WithPlace<Schemas['Finding']>[];
  readonly indeterminate: readonly WithPlace<Schemas['Indeterminate']>[];
};

/** The results of a file, as they are written beside it. */
export interface FileResults {
  readonly file: string;
  /** Of the file, so that who uses a name again can tell the results apart. */
  readonly sha256: string;
  /** The file with the very same content whose results these are. */
  readonly sameAs: string | null;
  readonly counts: Readonly<Record<OrderResult['outcome'], number>>;
  readonly orders: readonly OrderResult[];
}

export interface CertificateFile {
  readonly name: string;
  readonly certificate: string;
}

export interface AnsweredOrder {
  readonly order: ReadOrder;
  readonly answer: OrderAnswer;
}

/** What is told of each order, and the certificates by the names of their files. */
export function toResults(
  file: { readonly name: string; readonly sha256: string },
  answered: readonly AnsweredOrder[],
): { readonly results: FileResults; readonly certificates: readonly CertificateFile[] } {
  const used = new Set<string>();
  const certificates: CertificateFile[] = [];
  const orders = answered.map(({ order, answer }): OrderResult => {
    if (answer.kind !== 'decided') return refusedResult(order, answer.problem);
    const { reference, agencyCode } = answer.order;
    const token = answer.decision.certificate;
    const certificate = token ? `${file.name}/${certificateName({ reference, agencyCode }, used)}` : null;
    if (token && certificate) certificates.push({ name: certificate, certificate: token });
    return decidedResult(order, { ...answer, certificate });
  });
  const results = { file: file.name, sha256: file.sha256, sameAs: null, counts: countsOf(orders), orders };
  return { results, certificates };
}

function refusedResult({ body, rows }: ReadOrder, problem: OrderProblem): OrderResult {
  const said = (name: string): string | null => (typeof body[name] === 'string' ? body[name] : null);
  return {
    ...{ reference: said('reference'), agencyCode: said('agencyCode'), rows, outcome: 'refused' },
    ...{ orderId: null, state: null, certificate: null, decision: null, problem },
    note: noteOnProblem(problem.code),
  };
}

interface DecidedOrder {
  readonly order: Schemas['Order'];
  readonly decision: Schemas['Decision'];
  readonly certificate: string | null;
}

function decidedResult({ rows, placeOf }: ReadOrder, { order, decision, certificate }: DecidedOrder): OrderResult {
  const { reference, agencyCode, id, state } = order;
  const { certificate: _token, findings, indeterminate, ...rest } = decision;
  const placed = <T extends { readonly pointer: string }>(told: T): WithPlace<T> => ({
    ...told,
    ...placeOf(told.pointer),
  });
  return {
    ...{ reference, agencyCode, rows, outcome: decision.outcome, orderId: id, state, certificate },
    decision: { ...rest, findings: findings.map(placed), indeterminate: indeterminate.map(placed) },
    problem: null,
    note: noteOn({ order, decision, certificate }),
  };
}

function countsOf(orders: readonly OrderResult[]): FileResults['counts'] {
  const counts = { approved: 0, referred: 0, rejected: 0, refused: 0 };
  for (const { outcome } of orders) counts[outcome] += 1;
  return counts;
}

/** What is a name of a file everywhere. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,50}$/u;
const NOT_PLAIN = /[^\p{L}\p{N}_.-]/gu;
/** Devices, on some systems. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A reference is anything that an agency writes, so it names a file only where it is a plain word and nobody else's; else a
 * digest sets it apart. Two that differ only in case are one name to many systems.
 */
function certificateName(
  { reference, agencyCode }: { readonly reference: string; readonly agencyCode: string },
  used: Set<string>,
): string {
  const plain = reference.normalize('NFC');
  const isFree = PLAIN.test(reference) && !RESERVED.test(reference) && !reference.endsWith('.') && plain === reference;
  const digest = sha256(JSON.stringify([agencyCode, reference]))
    .toString('hex')
    .slice(0, 16);
  const letters = [...plain.replaceAll(NOT_PLAIN, '_').replace(/^\.+/, '_')];
  const apart = `${letters.slice(0, 50).join('')}-${digest}`;
  const name = isFree && !used.has(reference.toLowerCase()) ? reference : apart;
  used.add(name.toLowerCase());
  return `${name}.jws`;
}
