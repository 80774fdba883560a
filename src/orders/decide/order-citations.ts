import {
  exemptDevices,
  type FundingEntry,
  looseTwinKeyOf,
  type MachineLine,
  machineLinesOf,
  type OrderSubmission,
  proofKeysOf,
  twinKeyOf,
} from '../../facts/index.ts';
import { sha256 } from '../../kernel/index.ts';
import { type EntitlementFacts, nameKey } from '../../register/index.ts';
import { supplierNameKey } from '../../suppliers/index.ts';

/** What an order names that others keep: the books are opened by it, and the order's facts are gathered by it. */
export interface OrderCitations {
  /** Codes of the lines that pay for it. */
  readonly budgetLines: readonly string[];
  readonly planFiling: string | null;
  readonly supplier: string | null;
  /** What it calls its supplier, as `supplierNameKey` writes it. */
  readonly supplierName: string | null;
  /** Devices that it replaces. */
  readonly devices: CitedAssets;
  /** Entitlements that plan items draw on or renew, and the special operating system of an exemption. */
  readonly entitlements: CitedAssets;
  /** Evidence files that its approvals, ratings and proofs name, by hash. */
  readonly files: CitedAssets;
  /** Names that it uses for software, as `nameKey` writes them. */
  readonly products: readonly string[];
  /** Papers that it shows for systems, whichever kinds of them are counted. */
  readonly proofs: readonly string[];
  /** The paper of its exemption; null where it exempts no device. */
  readonly exemptionDocument: string | null;
  /** Earlier orders with the same key are its twins. They are looked for inside one agency, so the agency is part of it. */
  readonly twinKey: string;
  /** Of the same goods, from whomever and however their models are written; inside one agency as well. */
  readonly looseTwinKey: string;
  /** An earlier order whose lines of computers contain these, or the reverse, is a twin as well. */
  readonly machineLines: readonly MachineLine[];
}

interface CitedAssets {
  /** Each once. */
  readonly ids: readonly string[];
  /** Every place of the order that names one. */
  readonly places: readonly CitedPlace[];
}

interface CitedPlace {
  readonly pointer: string;
  readonly id: string;
}

const citationsByOrder = new WeakMap<OrderSubmission, OrderCitations>();

/** Worked out once an order: it is asked for when the books are opened, and again for facts, history and the contribution. */
export function citationsOf(order: OrderSubmission): OrderCitations {
  const known = citationsByOrder.get(order);
  if (known) return known;
  const citations: OrderCitations = {
    budgetLines: sorted(fundingOf(order).flatMap(({ budgetLine }) => budgetLine ?? [])),
    planFiling: order.planFilingNumber ?? null,
    supplier: order.supplier?.creditCode ?? null,
    supplierName: order.supplier?.name ? supplierNameKey(order.supplier.name) : null,
    devices: assetsAt(replacedDevices(order)),
    entitlements: assetsAt(namedEntitlements(order)),
    files: assetsAt(namedFiles(order)),
    products: namedProducts(order),
    proofs: proofKeysOf(order),
    exemptionDocument: order.exemption?.document && exemptDevices(order) > 0 ? order.exemption.document : null,
    twinKey: sha256(`${order.agencyCode}/${twinKeyOf(order)}`).toString('hex'),
    looseTwinKey: sha256(`${order.agencyCode}/${looseTwinKeyOf(order)}`).toString('hex'),
    machineLines: machineLinesOf(order),
  };
  citationsByOrder.set(order, citations);
  return citations;
}

/** The products that an order means by name, or by an entitlement that has one: as `nameKey` writes them. */
export function productsMeant(
  { entitlements }: { readonly entitlements: ReadonlyMap<string, Pick<EntitlementFacts, 'product'>> },
  order: OrderSubmission,
): ReadonlySet<string> {
  const { products, entitlements: cited } = citationsOf(order);
  return new Set([...products, ...cited.ids.flatMap((id) => keysOf(entitlements.get(id)?.product))]);
}

/** Every funding entry of lines and plan items. */
export function fundingOf(order: OrderSubmission): readonly FundingEntry[] {
  const items = order.softwarePlan ?? [];
  return [...order.lines.flatMap((line) => line.funding ?? []), ...items.flatMap((item) => item.funding ?? [])];
}

function replacedDevices({ lines }: OrderSubmission): readonly CitedPlace[] {
  return lines.flatMap(({ replaces }, index) =>
    (replaces ?? []).map((id, place) => ({ pointer: `/lines/${index}/replaces/${place}`, id })),
  );
}

function namedEntitlements({ softwarePlan, exemption }: OrderSubmission): readonly CitedPlace[] {
  const ofPlan = (softwarePlan ?? []).flatMap(({ entitlementId, replacesEntitlements }, index) => [
    { pointer: `/softwarePlan/${index}/entitlementId`, id: entitlementId },
    ...(replacesEntitlements ?? []).map((id, place) => ({
      pointer: `/softwarePlan/${index}/replacesEntitlements/${place}`,
      id,
    })),
  ]);
  const all = [...ofPlan, { pointer: '/exemption/specialOsEntitlementId', id: exemption?.specialOsEntitlementId }];
  return all.flatMap(({ pointer, id }) => (id ? [{ pointer, id }] : []));
}

function namedFiles({ approvals, lines, softwarePlan }: OrderSubmission): readonly CitedPlace[] {
  const ofLines = lines.flatMap(({ computer }, index) => {
    const at = `/lines/${index}/computer`;
    const system = computer?.operatingSystem;
    return [
      ...filesAt(`${at}/cpu/securityRating`, computer?.cpu?.securityRating),
      ...filesAt(`${at}/operatingSystem/securityRating`, system?.securityRating),
      ...filesOf(`${at}/operatingSystem/evidence`, system?.evidence),
    ];
  });
  const ofPlan = (softwarePlan ?? []).flatMap(({ evidence }, index) =>
    filesOf(`/softwarePlan/${index}/evidence`, evidence),
  );
  return [...filesOf('/approvals', approvals), ...ofLines, ...ofPlan];
}

type Paper = { readonly file?: string | null } | null | undefined;

function filesOf(pointer: string, papers: readonly Paper[] | null | undefined): readonly CitedPlace[] {
  return (papers ?? []).flatMap((paper, index) => filesAt(`${pointer}/${index}`, paper));
}

function filesAt(pointer: string, paper: Paper): readonly CitedPlace[] {
  return paper?.file ? [{ pointer: `${pointer}/file`, id: paper.file }] : [];
}

function assetsAt(places: readonly CitedPlace[]): CitedAssets {
  return { ids: sorted(places.map(({ id }) => id)), places };
}

function namedProducts({ lines, softwarePlan }: OrderSubmission): readonly string[] {
  const systems = lines.flatMap(({ computer }) => {
    const system = computer?.operatingSystem;
    return [...keysOf(system?.product), ...keysOf(system?.target?.product)];
  });
  return [...new Set([...systems, ...(softwarePlan ?? []).flatMap(({ product }) => keysOf(product))])];
}

function keysOf(name: string | null | undefined): readonly string[] {
  return name ? [nameKey(name)] : [];
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
