import { categoryOf, kindOf } from '../../goods/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { GatheredTakenOut } from '../gathered.ts';
import { policyInteger } from '../policy-values.ts';
import type { OrderLine, OrderSubmission } from '../submission.ts';
import { contradictionFacts } from './contradictions.ts';
import { tellingWordsFacts } from './telling-words.ts';

/** What the same agency put to the gate before and nobody has approved. */
export interface EarlierOrder {
  readonly orderId: string;
  readonly body: OrderSubmission;
}

/** How many days back orders are looked for that said more; null and undefined where the policy does not look. */
export function retryWindowDays({ policy }: Pick<DeriveInput, 'policy'>): number | null | undefined {
  return policyInteger(policy.decisionDate, 'policy.retry.windowDays');
}

/**
 * Words of an earlier try that are gone while the field that they are about is as it was: somebody has changed the text
 * alone. Of several tries the latest counts. Undefined where nothing was taken out, or where the policy does not look.
 */
export function wordsTakenOut(
  input: DeriveInput,
  { orderId, earlier }: { readonly orderId: string | null; readonly earlier: readonly EarlierOrder[] },
): GatheredTakenOut | undefined {
  if (earlier.length === 0 || !retryWindowDays(input)) return undefined;
  const now = claimsIn(input);
  for (const tried of earlier) {
    const isOwn = tried.orderId === orderId;
    const gone = claimsIn({ ...input, order: tried.body, posted: tried.body }).filter(
      (claim) =>
        !now.some(({ of }) => of === claim.of) &&
        input.order.lines.some((line) => isSameGoods(claim, line, isOwn) && isUnmended(claim, line)),
    );
    if (gone.length > 0) return { order: tried.orderId, words: [...new Set(gone.flatMap(({ words }) => words))] };
  }
  return undefined;
}

/** What texts say of a line beside its fields: what INT-09 and INT-10 find there. */
interface Claim {
  readonly of: 'bare' | 'goods' | 'category' | (typeof CLAIMS)[number];
  readonly words: readonly string[];
  readonly line: OrderLine;
}

function claimsIn(input: DeriveInput): readonly Claim[] {
  return input.order.lines.flatMap((line, index): readonly Claim[] => {
    const telling = tellingWordsFacts(input, line);
    const contradiction = contradictionFacts(input, index, line);
    const claims: Claim[] = [
      { of: 'bare', words: wordsOf(telling['line.bareMachineWords']), line },
      { of: 'goods', words: wordsOf(telling['line.machineWords']), line },
      { of: 'goods', words: wordsOf(telling['line.otherKindWords']), line },
      { of: 'category', words: wordsOf(telling['line.otherCategoryWords']), line },
    ];
    const of = CLAIMS.find((each) => each === contradiction['line.contradiction']);
    const words = wordsOf(contradiction['line.contradictionWords']);
    return [...claims, ...(of ? [{ of, words, line }] : [])].filter((claim) => claim.words.length > 0);
  });
}

/** That a processor does not run a system is read from the fields, where no text is taken out. */
const CLAIMS = ['bare', 'system', 'processor', 'number', 'price', 'origin'] as const;

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/**
 * Whether a line buys what the claim is about. In the order itself computers of one category are the same, however many;
 * elsewhere, and of other goods, the model, or the number and the price.
 */
function isSameGoods({ line: before }: Claim, now: OrderLine, isOwn: boolean): boolean {
  if (before.goods !== now.goods || categoryOf(before) !== categoryOf(now)) return false;
  if (isOwn && kindOf(now).runsSoftware) return true;
  const [isNumber, isPrice] = [before.quantity === now.quantity, before.unitPrice === now.unitPrice];
  if (isOwn) return before.line === now.line && (isNumber || isPrice);
  const isModel = folded(before.model) !== '' && folded(before.model) === folded(now.model);
  return isModel || (isNumber && isPrice);
}

/** Whether the field that the words are about says what it said: whoever has changed it has mended the order. */
function isUnmended({ of, line: before }: Claim, now: OrderLine): boolean {
  const [systemBefore, system] = [before.computer?.operatingSystem, now.computer?.operatingSystem];
  switch (of) {
    case 'bare':
      return systemBefore?.state === system?.state;
    case 'system':
      return folded(systemBefore?.product) === folded(system?.product);
    case 'processor':
      return folded(before.computer?.cpu?.model) === folded(now.computer?.cpu?.model);
    case 'number':
      return before.quantity === now.quantity;
    case 'price':
      return before.unitPrice === now.unitPrice;
    case 'origin':
      return before.domestic === now.domestic;
    default:
      return true;
  }
}

/** Width, case, blanks and signs make no other name. */
function folded(name: string | null | undefined): string {
  return (name ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
