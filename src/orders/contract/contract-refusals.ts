import {
  amountsState,
  hasBookableAmounts,
  isPricedElsewhere,
  itemOfNumber,
  numberIn,
  type OrderLine,
  type OrderSubmission,
  type PlanItem,
} from '../../facts/index.ts';
import { kindOf } from '../../goods/index.ts';
import {
  type CivilDate,
  type Fen,
  fen,
  formatYuan,
  parseYuan,
  Refusal,
  type RefusedField,
  type Text,
  text,
} from '../../kernel/index.ts';
import { fundingOf } from '../decide/order-citations.ts';
import type { ContractStatement } from './contract-body.ts';

export interface ContractToValidate {
  readonly statement: ContractStatement;
  readonly approved: OrderSubmission;
  /** The approved order with the statement in it. */
  readonly contracted: OrderSubmission;
  /** Fen by budget line, as they stand reserved for the order. */
  readonly reserved: ReadonlyMap<string, number>;
  readonly on: CivilDate;
}

/**
 * Why a contract cannot be judged: it is for something else than was approved, does not say what it buys, does not add up,
 * or wants more money than stands reserved. What rules judge is no matter of this.
 */
export function refusalOfContract(contract: ContractToValidate): Refusal | undefined {
  const { statement, contracted, on } = contract;
  if (statement.signedOn > on) return refusal('signed_on', [{ pointer: '/signedOn', message: '' }]);
  if (!hasBookableAmounts(contracted)) return refusal('amounts', [{ pointer: '/total', message: '' }]);
  const checks: readonly (readonly [Code, readonly RefusedField[]])[] = [
    ['unknown_part', unknownParts(contract)],
    ['quantity', otherQuantities(contract)],
    ['incomplete', missingParts(contract)],
    ['amounts', unbalanced(contracted)],
    ['above_reserved', aboveReserved(contract)],
  ];
  const found = checks.find(([, errors]) => errors.length > 0);
  return found && refusal(...found);
}

const TEXTS = {
  signed_on: text('合同签订日期不能晚于今天。', 'A contract cannot have been signed in the future.'),
  unknown_part: text(
    '合同中有订单没有的明细或计划项、重复的编号，或不属于该明细的内容。',
    'The contract names a line or plan item that the order does not have, one of them twice, or parts that it cannot have.',
  ),
  quantity: text(
    '合同数量与核准数量不一致。如需变更数量，请先变更订单。',
    'The contract is for another quantity than was approved. To buy another one, amend the order first.',
  ),
  incomplete: text(
    '合同未写明所购产品的品牌、型号、单价或软件产品。',
    'The contract does not yet say which product is bought, or for how much.',
  ),
  amounts: text(
    '合同金额勾稽不符：合计应等于各明细与新购计划项之和，各项资金应等于其金额。',
    'The amounts do not add up: the total is the sum of all lines and new purchases, and the funding of each is its amount.',
  ),
  above_reserved: text(
    '合同金额超过该订单的预占金额。请先变更订单并获得通过。',
    'The contract needs more than is reserved for the order. Amend the order first and have it approved.',
  ),
} as const satisfies Record<string, Text>;

type Code = keyof typeof TEXTS;

function refusal(code: Code, errors: readonly RefusedField[]): Refusal {
  return new Refusal('unprocessable', `contract.${code}`, TEXTS[code], errors);
}

/** Each named part with the one of the approved order that it is about. */
function partsOf({ statement, approved }: ContractToValidate) {
  const lines = (statement.lines ?? []).map((stated, index) => {
    return { stated, pointer: `/lines/${index}`, approved: approved.lines.find(({ line }) => line === stated.line) };
  });
  const items = (statement.softwarePlan ?? []).map((stated, index) => {
    return { stated, pointer: `/softwarePlan/${index}`, approved: itemOfNumber(approved, stated.item) };
  });
  return { lines, items };
}

function unknownParts(contract: ContractToValidate): readonly RefusedField[] {
  const { lines, items } = partsOf(contract);
  const numbered = [
    ...lines.map(({ stated: { line }, ...part }) => ({ ...part, key: `line ${line}` })),
    ...items.map(({ stated: { item }, ...part }) => ({ ...part, key: `item ${item}` })),
  ];
  const wrong = numbered.filter(
    ({ approved, key }, index) => !approved || numbered.findIndex((part) => part.key === key) !== index,
  );
  const strange = lines.filter(({ stated, approved }) => {
    if (!approved) return false;
    if (isPricedElsewhere(approved) && (stated.unitPrice ?? stated.funding)) return true;
    return !approved.computer && (stated.cpu || stated.operatingSystem);
  });
  return [...wrong, ...strange].map(({ pointer }) => ({ pointer, message: '' }));
}

function otherQuantities(contract: ContractToValidate): readonly RefusedField[] {
  const { lines, items } = partsOf(contract);
  const compared = [
    ...lines.map(({ stated, approved, pointer }) => {
      return { pointer: `${pointer}/quantity`, stated: stated.quantity, approved: approved?.quantity };
    }),
    ...items.map(({ stated, approved, pointer }) => {
      return { pointer: `${pointer}/seats`, stated: stated.seats, approved: approved?.seats };
    }),
  ];
  return compared
    .filter(({ stated, approved }) => stated !== undefined && stated !== approved)
    .map(({ pointer, approved }) => {
      const quantity = approved ?? 0;
      return { pointer, message: text(`核准数量为 ${quantity}。`, `${quantity} were approved.`) };
    });
}

/** With the contract everything is known that a tender left open. */
function missingParts({ contracted }: ContractToValidate): readonly RefusedField[] {
  const lines = contracted.lines.flatMap((line) =>
    missingOfLine(contracted, line).map((what) => ({
      pointer: '/lines',
      message: text(`第 ${line.line} 条明细缺少${what['zh-CN']}。`, `Line ${line.line} lacks its ${what.en}.`),
    })),
  );
  const items = (contracted.softwarePlan ?? []).filter(lacksProduct).map((item) => {
    const number = numberIn(contracted, item);
    const message = text(`计划第 ${number} 项缺少产品名称。`, `Plan item ${number} lacks its product.`);
    return { pointer: '/softwarePlan', message };
  });
  return [...lines, ...items];
}

function missingOfLine({ acquisition }: OrderSubmission, line: OrderLine): readonly Text[] {
  const isGift = acquisition === 'donation' || acquisition === 'transfer-in';
  const { isNamedInContract } = kindOf(line);
  return [
    ...(isNamedInContract && !line.brand ? [text('品牌', 'brand')] : []),
    ...(isNamedInContract && !line.model ? [text('型号', 'model')] : []),
    ...(line.unitPrice || isPricedElsewhere(line) || isGift ? [] : [text('单价', 'unit price')]),
  ];
}

/** Seats that are there already are described by their entitlement. */
function lacksProduct({ provision, product }: PlanItem): boolean {
  return provision !== 'spare-entitlement' && provision !== 'site-licence' && !product;
}

const UNBALANCED_AT = {
  'total-differs': '/total',
  'funding-differs': '/lines',
  'both-differ': '/total',
  'plan-differs': '/softwarePlan',
  'not-stated': '/total',
} as const;

function unbalanced(contracted: OrderSubmission): readonly RefusedField[] {
  const state = amountsState(contracted);
  return state === 'balanced' ? [] : [{ pointer: UNBALANCED_AT[state], message: '' }];
}

function aboveReserved({ contracted, reserved }: ContractToValidate): readonly RefusedField[] {
  const wanted = new Map<string, number>();
  for (const { budgetLine, amount } of fundingOf(contracted)) {
    const code = budgetLine ?? '';
    wanted.set(code, (wanted.get(code) ?? 0) + (amount ? parseYuan(amount) : 0));
  }
  return [...wanted]
    .map(([code, amount]) => ({ code, amount, set: reserved.get(code) ?? 0 }))
    .filter(({ amount, set }) => amount > set)
    .map(({ code, amount, set }) => ({ pointer: '/total', message: aboveText(code, fen(amount), fen(set)) }));
}

function aboveText(code: string, amount: Fen, reserved: Fen): Text {
  const [wanted, set] = [formatYuan(amount), formatYuan(reserved)];
  return text(
    `预算指标 ${code}：合同需要 ${wanted} 元，已预占 ${set} 元。`,
    `Budget line ${code}: the contract needs ${wanted} yuan, and ${set} are reserved.`,
  );
}
