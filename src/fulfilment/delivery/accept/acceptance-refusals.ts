import {
  type DeliveryStatement,
  isThereAlready,
  type OrderSubmission,
  type StatedMachine,
  statedMachines,
} from '../../../facts/index.ts';
import { kindOf } from '../../../goods/index.ts';
import { type CivilDate, foldedNumber, Refusal, type RefusedField, type Text, text } from '../../../kernel/index.ts';
import { faultOfAssetNumber, faultOfSerial } from '../../../register/index.ts';
import type { Progress } from '../delivery-progress.ts';
import type { ProofProblem } from './load-delivered-proofs.ts';

export interface DeliveryToValidate {
  readonly statement: DeliveryStatement;
  readonly contracted: OrderSubmission;
  readonly progress: Progress;
  /** Asset numbers of the statement that the agency has given already. */
  readonly takenAssetNumbers: ReadonlySet<string>;
  readonly proofProblems: (statement: DeliveryStatement) => readonly ProofProblem[];
  readonly on: CivilDate;
}

export interface DeliveryProblem {
  readonly code: Code;
  readonly field: RefusedField;
}

/** Of several problems the first kind is told, with every place where it is. */
export function refusalOfProblems(problems: readonly DeliveryProblem[]): Refusal | undefined {
  const [first] = problems;
  if (!first) return undefined;
  const same = problems.filter(({ code }) => code === first.code).map(({ field }) => field);
  return new Refusal('unprocessable', `acceptance.${first.code}`, TEXTS[first.code], same);
}

/**
 * Why a delivery cannot be judged, in the order in which it is told: it is none of this order, or names something twice.
 * What rules judge is no matter of this.
 */
export function problemsOfDelivery(delivery: DeliveryToValidate): readonly DeliveryProblem[] {
  const { statement, on } = delivery;
  if (statement.acceptedOn > on) return [problem('accepted_on', '/acceptedOn')];
  const machines = statedMachines(statement);
  const { goods = [], items = [] } = statement;
  if (machines.length + goods.length + items.length === 0) return [problem('empty', '')];
  return [
    ...unknownParts(delivery),
    ...faultyNumbers(machines),
    ...twice(machines.map(({ serial, pointer }) => [foldedNumber(serial), pointer])).map((at) =>
      problem('serial_twice', at),
    ),
    ...assetNumbers(delivery).map((at) => problem('asset_number', at)),
    ...aboveOrdered(delivery),
    ...delivery.proofProblems(statement).map(({ code, pointer }) => problem(code, pointer)),
  ];
}

const TEXTS = {
  accepted_on: text('验收日期不能晚于今天。', 'A delivery cannot have been accepted in the future.'),
  empty: text('没有任何到货内容。', 'Nothing was delivered.'),
  unknown_part: text(
    '订单没有该明细或计划项、该项被重复列出，或无需到货验收。',
    'The order has no such line or plan item, it is named twice, or there is nothing of it to be delivered.',
  ),
  no_number: text('不是编号。', 'This is no number of a machine.'),
  serial_twice: text('同一序列号出现两次。', 'A serial is there twice.'),
  asset_number: text('资产编号重复或已被使用。', 'An asset number is there twice, or the agency has given it already.'),
  above_ordered: text('到货数量超过订单数量。', 'More came than was ordered.'),
  proof_used: text(
    '该证明已用于其他授权，一份证明不能重复计算。',
    'This proof is counted for other seats already; one proof never counts twice.',
  ),
  proof_seats: text('该证明覆盖的数量少于历次到货合计。', 'The proof covers less than the deliveries come to.'),
  proof_file: text('该单位没有上传过此证明文件。', 'The agency has sent no such evidence file.'),
} as const satisfies Record<string, Text>;

type Code = keyof typeof TEXTS;

function problem(code: Code, pointer: string, message: Text | string = ''): DeliveryProblem {
  return { code, field: { pointer, message: message === '' ? TEXTS[code] : message } };
}

function unknownParts({ statement, contracted, progress }: DeliveryToValidate): readonly DeliveryProblem[] {
  const isMachine = (line: number): boolean =>
    contracted.lines.some((known) => known.line === line && kindOf(known).isSerialised);
  const bought = new Set((contracted.softwarePlan ?? []).flatMap(({ orderLine }) => orderLine ?? []));
  const isOther = (line: number): boolean =>
    contracted.lines.some((known) => known.line === line && !kindOf(known).isSerialised) && !bought.has(line);
  const isDelivered = (item: number): boolean =>
    progress.items.some((known) => known.number === item && !isThereAlready(known.item));
  const { devices = [], serialLists = [], goods = [], items = [] } = statement;
  const wrong = [
    ...devices.flatMap(({ line }, index) => (isMachine(line) ? [] : [`/devices/${index}/line`])),
    ...serialLists.flatMap(({ line }, index) => (isMachine(line) ? [] : [`/serialLists/${index}/line`])),
    ...goods.flatMap(({ line }, index) => (isOther(line) ? [] : [`/goods/${index}/line`])),
    ...items.flatMap(({ item }, index) => (isDelivered(item) ? [] : [`/items/${index}/item`])),
    ...twice(goods.map(({ line }, index) => [String(line), `/goods/${index}/line`])),
    ...twice(items.map(({ item }, index) => [String(item), `/items/${index}/item`])),
  ];
  return wrong.map((pointer) => problem('unknown_part', pointer));
}

/** Where something stands that stood there before. */
function twice(named: readonly (readonly [string, string])[]): readonly string[] {
  const seen = new Set<string>();
  return named.flatMap(([name, pointer]) => {
    if (seen.has(name)) return [pointer];
    seen.add(name);
    return [];
  });
}

function assetNumbers({ statement, takenAssetNumbers }: DeliveryToValidate): readonly string[] {
  const named = (statement.devices ?? []).flatMap(({ assetNumber }, index) =>
    assetNumber ? [[assetNumber, `/devices/${index}/assetNumber`] as const] : [],
  );
  const taken = named.filter(([number]) => takenAssetNumbers.has(number)).map(([, pointer]) => pointer);
  return [...taken, ...twice(named.map(([number, pointer]) => [foldedNumber(number), pointer]))];
}

/** Placeholders, and what a spreadsheet has rounded, told where they stand. */
function faultyNumbers(machines: readonly StatedMachine[]): readonly DeliveryProblem[] {
  return machines.flatMap(({ pointer, place, serial, mainboardSerial, assetNumber }) => {
    const faults = [
      [pointer === place ? `${pointer}/serial` : pointer, faultOfSerial(serial)],
      [`${pointer}/mainboardSerial`, mainboardSerial === null ? undefined : faultOfSerial(mainboardSerial)],
      [`${pointer}/assetNumber`, assetNumber === null ? undefined : faultOfAssetNumber(assetNumber)],
    ] as const;
    return faults.flatMap(([at, fault]) => (fault ? [problem('no_number', at, fault)] : []));
  });
}

/** Each machine beyond what is outstanding of its line is one too many, and so is each item with more seats than are. */
function aboveOrdered({ statement, progress }: DeliveryToValidate): readonly DeliveryProblem[] {
  const left = new Map(progress.lines.map(({ line, outstanding }) => [line.line, outstanding]));
  const above = (line: number, quantity: number, pointer: string): readonly DeliveryProblem[] => {
    const outstanding = left.get(line);
    if (outstanding === undefined) return [];
    left.set(line, outstanding - quantity);
    return outstanding >= quantity ? [] : [problem('above_ordered', pointer, leftText(Math.max(0, outstanding)))];
  };
  const { goods = [], items = [] } = statement;
  return [
    ...statedMachines(statement).flatMap(({ line, pointer }) => above(line, 1, pointer)),
    ...goods.flatMap(({ line, quantity }, index) => above(line, quantity, `/goods/${index}/quantity`)),
    ...items.flatMap(({ item, seats }, index) => {
      const outstanding = progress.items.find(({ number }) => number === item)?.outstanding ?? seats;
      return seats <= outstanding ? [] : [problem('above_ordered', `/items/${index}/seats`, leftText(outstanding))];
    }),
  ];
}

function leftText(outstanding: number): Text {
  return text(`尚未到货的数量为 ${outstanding}。`, `${outstanding} are still outstanding.`);
}
