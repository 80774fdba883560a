import type { AnswerOf, BodyOf } from '../../client/operation.ts';
import { type Fen, fenOf, yuanOf } from '../../ui/fen.ts';
import { isCreditCode, plainText, readDay, readMoney } from '../../ui/typed-values.ts';
import { type ContractPart, NEEDED, type OpenName } from './contract-parts.ts';
import { type TypedContract, type TypedPart, typedPart } from './typed-contract.ts';

type Statement = BodyOf<'contractOrder'>;
type StatedLine = NonNullable<Statement['lines']>[number];
type StatedItem = NonNullable<Statement['softwarePlan']>[number];

/** What is wrong at a field. */
export type Fault = 'missing' | 'notLookedUp' | 'noCode' | 'noDay' | 'noMoney' | 'noFunding' | 'noProof';

export interface ContractBody {
  /** Nothing as long as a field is wrong. */
  readonly body: Statement | undefined;
  /** By the name of the field; those of parts are `line.1.price`, `line.1.funding.0`. */
  readonly faults: ReadonlyMap<string, Fault>;
  /** The sum of the prices that can be read. */
  readonly totalFen: Fen;
  /** The field that a pointer into the body points at; empty where it has none. */
  readonly fieldAt: (pointer: string) => string;
}

interface ContractFacts {
  readonly today: string;
  readonly parts: readonly ContractPart[];
  /** What is given or handed over: no rule asks for its seller's credit, and it has no price. */
  readonly isGift: boolean;
}

type Note = (field: string, fault: Fault) => void;

/** What is given or handed over has a seller whose credit no rule asks for. */
export function isGift({ acquisition }: Pick<AnswerOf<'getOrder'>['submission'], 'acquisition'>): boolean {
  return acquisition === 'donation' || acquisition === 'transfer-in';
}

/** The contract as the gate takes it, or what keeps it from being one. Parts that are as approved are left out. */
export function contractBody(typed: TypedContract, facts: ContractFacts): ContractBody {
  const faults = new Map<string, Fault>();
  const note: Note = (field, fault) => void faults.set(field, fault);
  const head = headIn(typed, facts, note);
  const priced = facts.parts.map((part) => ({ part, ...pricedPart(part, typedPart(typed, part), facts, note) }));
  const totalFen = priced.reduce((sum, { part, fen }) => (part.isOwn ? sum + fen : sum), 0n);
  const stated = priced.filter(({ said }) => Object.keys(said).length > 0);
  const lines = stated.filter(({ part }) => part.of === 'line');
  const items = stated.filter(({ part }) => part.of === 'item');
  const body = {
    ...{ ...head, total: facts.isGift ? '0.00' : yuanOf(totalFen) },
    ...(lines.length > 0 && { lines: lines.map(({ part, said }) => ({ line: part.number, ...said }) as StatedLine) }),
    ...(items.length > 0 && {
      softwarePlan: items.map(({ part, said }) => ({ item: part.number, ...said }) as StatedItem),
    }),
  };
  return { faults, totalFen, body: faults.size > 0 || !head ? undefined : (body as Statement), fieldAt };

  function fieldAt(pointer: string): string {
    const [, list, index = '', field = '', entry = ''] =
      /^\/(lines|softwarePlan)\/(\d+)(?:\/(\w+))?(?:\/(\d+))?/.exec(pointer) ?? [];
    if (list === undefined) return HEAD_AT[pointer] ?? '';
    const key = (list === 'lines' ? lines : items)[Number(index)]?.part.key;
    if (key === undefined) return '';
    return field === 'funding'
      ? `${key}.funding.${entry || '0'}`
      : `${key}.${field === '' || field === 'unitPrice' ? 'price' : field}`;
  }
}

const HEAD_AT: { readonly [pointer: string]: string | undefined } = {
  '/number': 'number',
  '/signedOn': 'signedOn',
  '/supplier/name': 'supplier',
  '/supplier/creditCode': 'creditCode',
  '/supplier/creditCheckedOn': 'creditCheckedOn',
};

function headIn(typed: TypedContract, { today, isGift: isGiven }: ContractFacts, note: Note) {
  const { number, supplier, creditCheckedOn } = typed;
  const creditCode = plainText(typed.creditCode).toUpperCase();
  const signedOn = readDay(typed.signedOn, today);
  const isUnchecked = isGiven && creditCheckedOn.trim() === '';
  const checkedOn = isUnchecked ? null : readDay(creditCheckedOn, today);
  if (number.trim() === '') note('number', 'missing');
  if (signedOn === undefined) note('signedOn', typed.signedOn.trim() === '' ? 'missing' : 'noDay');
  if (supplier.trim() === '') note('supplier', 'missing');
  if (!isCreditCode(creditCode)) note('creditCode', creditCode === '' ? 'missing' : 'noCode');
  if (checkedOn === undefined) note('creditCheckedOn', creditCheckedOn.trim() === '' ? 'notLookedUp' : 'noDay');
  if (signedOn === undefined || checkedOn === undefined) return undefined;
  const seller = { creditCode, name: supplier.trim(), creditCheckedOn: checkedOn };
  return { number: number.trim(), signedOn, supplier: seller };
}

interface PricedPart {
  /** What the contract says otherwise than was approved. */
  readonly said: { readonly [member: string]: unknown };
  readonly fen: Fen;
}

function pricedPart(part: ContractPart, typed: TypedPart, { isGift: isGiven }: ContractFacts, note: Note): PricedPart {
  const price = readMoney(typed.price);
  const isLeftOut = typed.price.trim() === '' && (isGiven || !part.isOwn);
  if (price === undefined && !isLeftOut) note(`${part.key}.price`, typed.price.trim() === '' ? 'missing' : 'noMoney');
  for (const name of part.open) {
    if (NEEDED.includes(name) && typed[name].trim() === '') note(`${part.key}.${name}`, 'missing');
  }
  const fen = price === undefined ? 0n : fenOf(price) * BigInt(part.quantity);
  const isOther = price !== undefined && price !== part.price;
  const funding = isShared(part, typed) ? fundingIn(part, typed, { fen, note }) : undefined;
  return {
    fen,
    said: { ...(isOther && { unitPrice: price }), ...namesOf(part, typed, note), ...(funding && { funding }) },
  };
}

/** What was left open, as far as it is named. */
function namesOf({ key, open, system }: ContractPart, typed: TypedPart, note: Note): PricedPart['said'] {
  const textOf = (name: OpenName): string | undefined => typed[name].trim() || undefined;
  const plain = (['brand', 'model', 'product', 'edition', 'version'] as const).flatMap((name) => {
    const text = open.includes(name) ? textOf(name) : undefined;
    return text === undefined ? [] : [[name, text] as const];
  });
  if (!open.includes('system')) return Object.fromEntries(plain);
  const [kind, reference] = [textOf('proofKind'), textOf('proofReference')];
  if ((kind === undefined) !== (reference === undefined)) note(`${key}.proofKind`, 'noProof');
  const licenceType = textOf('systemLicence');
  const operatingSystem = {
    ...{ ...system, state: 'preinstalled', product: textOf('system') ?? null },
    ...{ edition: textOf('systemEdition') ?? null, version: textOf('systemVersion') ?? null },
    ...(licenceType && { licenceType }),
    ...(kind && { evidence: [...(system?.evidence ?? []), { kind, reference }] }),
  };
  return { ...Object.fromEntries(plain), operatingSystem };
}

/** One budget line pays whatever the price has become; of several it has to be said which pays how much. */
export function isShared(part: ContractPart, typed: TypedPart): boolean {
  return part.funding.length > 1 && readMoney(typed.price) !== part.price;
}

function fundingIn(part: ContractPart, typed: TypedPart, { fen, note }: { readonly fen: Fen; readonly note: Note }) {
  const amounts = part.funding.map((_, index) => readMoney(typed.funding[index] ?? ''));
  for (const [index, amount] of amounts.entries()) {
    if (amount === undefined) note(`${part.key}.funding.${index}`, 'noMoney');
  }
  const sum = amounts.reduce((so, amount) => so + (amount === undefined ? 0n : fenOf(amount)), 0n);
  if (amounts.every((amount) => amount !== undefined) && sum !== fen) note(`${part.key}.funding.0`, 'noFunding');
  return part.funding.map(({ budgetLine }, index) => ({ budgetLine, amount: amounts[index] ?? '0.00' }));
}
