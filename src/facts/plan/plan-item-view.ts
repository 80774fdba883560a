import { type CivilDate, civilDate } from '../../kernel/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { GatheredEntitlement, GatheredProduct } from '../gathered.ts';
import { oncePerInput } from '../once-per-input.ts';
import { findProduct } from '../product-match.ts';
import { type CandidateProducts, candidateProducts } from '../products.ts';
import type { PlanItem } from '../submission.ts';

/** A plan item with what the register knows of it. */
export interface PlanItemView {
  readonly item: PlanItem;
  /** The entitlement that the item names, whatever for. */
  readonly cited: GatheredEntitlement | null;
  /** The same, when it is where the seats come from: what the register says of it then counts, not what the officer says. */
  readonly drawn: GatheredEntitlement | null;
  /** Null while the product is only required, as in a tender. */
  readonly productName: string | null;
  readonly product: GatheredProduct | undefined;
  /** The product of the entitlement that is drawn on. */
  readonly drawnProduct: GatheredProduct | undefined;
  readonly edition: string | null;
  readonly platforms: readonly string[];
  /** All that the product is built for, whatever the item states; empty where nobody has read it. */
  readonly builtFor: readonly string[];
}

/** The plan's items, in its order. */
export const planItemViews = oncePerInput((input): readonly PlanItemView[] => {
  const products = candidateProducts(input);
  return (input.order.softwarePlan ?? []).map((item) => viewOf(input, item, products));
});

/** An entitlement that the order names, if the register has it. */
export function entitlementNamed(
  { gathered }: Pick<DeriveInput, 'gathered'>,
  id: string | null | undefined,
): GatheredEntitlement | null {
  return (id && Object.hasOwn(gathered.entitlements, id) && gathered.entitlements[id]) || null;
}

/** The day on which licences must be good: when the machines arrive, or today while nobody says when. */
export function planReferenceOn({ order, decidedOn }: Pick<DeriveInput, 'order' | 'decidedOn'>): CivilDate {
  return order.expectedDeliveryOn ? civilDate(order.expectedDeliveryOn) : decidedOn;
}

/** Seats that exist already are drawn from an entitlement; all others come with the plan. */
export function isDrawn({ provision }: PlanItem): boolean {
  return provision === 'spare-entitlement' || provision === 'site-licence';
}

function viewOf(input: DeriveInput, item: PlanItem, products: CandidateProducts): PlanItemView {
  const cited = entitlementNamed(input, item.entitlementId);
  const drawn = isDrawn(item) ? cited : null;
  const productName = item.product ?? drawn?.product ?? null;
  const productNamed = (name: string | null | undefined): GatheredProduct | undefined =>
    item.category ? findProduct(products, { category: item.category, name }) : undefined;
  const product = productNamed(productName);
  return {
    item,
    cited,
    drawn,
    productName,
    product,
    drawnProduct: productNamed(drawn?.product),
    edition: item.edition ?? drawn?.edition ?? null,
    platforms: drawn && drawn.platforms.length > 0 ? drawn.platforms : (item.platforms ?? []),
    builtFor: product?.runsOn ?? knownPlatforms(products, item, productName),
  };
}

/** A posted product says nothing of its platforms, and the rule pack may know it by the same name. */
function knownPlatforms({ known }: CandidateProducts, { category }: PlanItem, name: string | null): readonly string[] {
  if (!category || !name) return [];
  return findProduct({ posted: [], known }, { category, name })?.runsOn ?? [];
}
