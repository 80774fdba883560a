import type { Schemas } from '../../client/operation.ts';
import { type Fen, fenOf } from '../../ui/fen.ts';

type Submission = Schemas['OrderSubmission'];
type Line = Schemas['OrderLine'];
type System = Schemas['OperatingSystem'];
type Item = NonNullable<Submission['softwarePlan']>[number];

/** What a tender may leave open and its contract names. */
export type OpenName = (typeof OPEN_NAMES)[number];

export const OPEN_NAMES = [
  ...(['brand', 'model', 'product', 'edition', 'version'] as const),
  ...(['system', 'systemEdition', 'systemVersion', 'systemLicence', 'proofKind', 'proofReference'] as const),
] as const;

/** A contract has to name these; for the rest that was left open the rules ask. */
export const NEEDED: readonly OpenName[] = ['brand', 'model', 'product', 'system'];

const OF_SYSTEM = OPEN_NAMES.slice(OPEN_NAMES.indexOf('system'));

/** A budget line that pays a part, and how much of it as approved. */
interface ApprovedFunding {
  readonly budgetLine: string;
  readonly amount: string;
}

/** A line, or an item of the plan that has a price: what the contract states a price of. */
export interface ContractPart {
  /** `line.1` or `item.2`. */
  readonly key: string;
  readonly of: 'line' | 'item';
  readonly number: number;
  readonly what: string;
  readonly quantity: number;
  /** As approved; nothing where it was left open. */
  readonly price: string | null;
  /** Whether it counts in the total. What a line buys is paid by that line, and so are computers inside its goods. */
  readonly isOwn: boolean;
  /** The key of the line that buys it. */
  readonly boughtBy: string | null;
  readonly open: readonly OpenName[];
  /** Of machines, the system that was approved. */
  readonly system: System | null;
  readonly funding: readonly ApprovedFunding[];
}

/** The parts of an approved order that its contract prices, as they were approved. */
export function contractParts(submission: Submission): readonly ContractPart[] {
  return [...submission.lines.map(partOfLine), ...(submission.softwarePlan ?? []).flatMap(partOfItem)];

  function partOfItem(item: Item, index: number): readonly ContractPart[] {
    const buyer = submission.lines.find((line) => line.line === item.orderLine && isFor(line, item));
    const isOwn = item.provision === 'new-purchase' && buyer === undefined;
    const number = item.item ?? index + 1;
    const open: readonly OpenName[] = namesNothing(item) ? ['product', 'edition', 'version'] : [];
    if (!isOwn && item.unitPrice == null && open.length === 0) return [];
    return [
      {
        ...{ key: `item.${number}`, of: 'item', number, quantity: item.seats ?? 0, isOwn, open },
        what: [item.product, item.edition, item.version].filter(Boolean).join(' '),
        ...{ price: item.unitPrice ?? null, boughtBy: buyer === undefined ? null : `line.${buyer.line}` },
        funding: isOwn ? fundingOf(item.funding) : [],
        system: null,
      },
    ];
  }
}

/** As the gate has it: what leaves its category out is of any. */
function isFor({ goods, software }: Line, { category }: Item): boolean {
  return goods === 'software' && (!software?.category || !category || software.category === category);
}

function partOfLine(line: Line): ContractPart {
  const isMachine = line.goods === 'computer';
  const system = line.computer?.operatingSystem ?? null;
  return {
    key: `line.${line.line}`,
    of: 'line',
    number: line.line,
    quantity: line.quantity,
    isOwn: (line.pricedIn ?? null) === null,
    what: [line.brand, line.model].filter(Boolean).join(' ') || line.description,
    ...{ price: line.unitPrice ?? null, boughtBy: null, funding: fundingOf(line.funding) },
    system,
    open: [
      ...(isMachine ? (['brand', 'model'] as const).filter((name) => !line[name]) : []),
      // A tender may require a genuine system of the bidder; the contract names it.
      ...(isMachine && system?.state === 'required' ? OF_SYSTEM : []),
    ],
  };
}

/** Seats that are there already are described by their entitlement. */
function namesNothing({ provision, product }: Item): boolean {
  return provision !== 'spare-entitlement' && provision !== 'site-licence' && !product;
}

function fundingOf(funding: Line['funding']): readonly ApprovedFunding[] {
  return (funding ?? []).map(({ budgetLine, amount }) => ({ budgetLine: budgetLine ?? '', amount: amount ?? '' }));
}

/** What was approved in all. */
export function approvedSum(parts: readonly ContractPart[]): Fen {
  return parts
    .filter(({ isOwn }) => isOwn)
    .reduce((sum, { price, quantity }) => sum + (price === null ? 0n : fenOf(price) * BigInt(quantity)), 0n);
}
