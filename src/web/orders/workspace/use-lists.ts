import { useDeferredValue, useMemo } from 'react';
import type { AnswerOf, Schemas } from '../../client/operation.ts';
import {
  getOrder,
  listAgencies,
  listBudgetLines,
  listDebarments,
  listOrders,
  listPlanFilings,
  listProducts,
  listSuppliers,
  readEffectivePolicy,
} from '../../client/operations.generated.ts';
import { useAll } from '../../client/use-all.ts';
import { type Read, useRead } from '../../client/use-gate.ts';
import { today } from '../../ui/time.ts';
import { readWhole } from '../../ui/typed-values.ts';
import { type KnownRatings, knownRatings } from './body/known-names.ts';
import type { Submission } from './body/order-draft.ts';

const LIST_MAX = 100;

/** Suppliers and products that are offered before anything is typed: of a province, who types is asked for, not all at the opening. */
const OFFERED_MAX = 200;

/** A name is asked for from so many characters on. */
const NAME_MIN = 2;

type Agency = Pick<Schemas['Agency'], 'code' | 'name'>;

export interface Agencies {
  readonly items: readonly Agency[];
  /** False where there are more than a choice can offer: then the code is typed. */
  readonly isWhole: boolean;
}

/** What the gate knows and a form offers. Each is empty until it is read. */
export interface Lists {
  readonly budgetLines: readonly Schemas['BudgetLine'][];
  readonly filings: readonly Schemas['PlanFiling'][];
  readonly suppliers: readonly Schemas['Supplier'][];
  /** Credit codes of those that may not deliver today. */
  readonly barred: ReadonlySet<string>;
  readonly products: readonly Schemas['Product'][];
  /** Products that the policy of the agency knows beside the register; nothing before it is read. */
  readonly knownProducts:
    | readonly Pick<Schemas['Product'], 'name' | 'aliases' | 'versions' | 'category' | 'osFamily'>[]
    | undefined;
  /** What the policy of the agency has ratings of. */
  readonly ratings: KnownRatings;
  /** Codes of the procurement catalogue that the rules know. */
  readonly catalogue: AnswerOf<'readEffectivePolicy'>['catalogue'];
  /** Whether every product is here; where one is not, what is typed is looked for at the gate. */
  readonly hasAllProducts: boolean;
  /** Whether every budget line and every filing is offered; where one is not, they are typed. */
  readonly isWhole: boolean;
  /** The agency's last order that has a plan, for products, prices and lines that it uses. */
  readonly last: Submission | undefined;
}

export function useLists({
  agencyCode,
  fiscalYear,
  supplier,
  product,
}: {
  readonly agencyCode: string;
  readonly fiscalYear: string;
  /** What is typed as the supplier's name: asked of the gate where there are more than a list can offer. */
  readonly supplier: string;
  /** What is typed as the name of a product, in the same way. */
  readonly product: string;
}): Lists {
  const year = readWhole(fiscalYear, 1);
  const isWanted = agencyCode !== '' && year !== undefined;
  const query = { agencyCode, fiscalYear: year ?? 0 };
  const budgetLines = useAll(listBudgetLines, { query }, { isWanted });
  const filings = useAll(listPlanFilings, { query }, { isWanted });
  const all = useAll(listSuppliers, {}, { most: OFFERED_MAX });
  const name = useDeferredValue(supplier.trim());
  const named = useAll(listSuppliers, { query: { name } }, { isWanted: !all.isWhole && name.length >= NAME_MIN });
  const suppliers = all.isWhole || !named.isRead ? all : named;
  const barred = useBarred();
  const products = useProducts(product);
  const policy = useRead(
    readEffectivePolicy,
    { path: { code: agencyCode }, query: { on: today() } },
    { isWanted: agencyCode !== '' },
  ).data?.data;
  const ratings = useMemo(() => knownRatings(policy?.parameters ?? []), [policy]);
  const knownProducts = useMemo(() => policy && productsKnownTo(policy.parameters), [policy]);
  const orders = useOrdersOf(agencyCode);
  const lastId = orders?.find(({ outcome }) => outcome === 'approved')?.id ?? '';
  const order = useRead(getOrder, { path: { id: lastId } }, { isWanted: lastId !== '' });
  const last = lastId === '' ? undefined : order.data?.data.submission;
  // One object as long as nothing in it is another, so that what is drawn by it is drawn once.
  return useMemo(
    () => ({
      ...{ budgetLines: budgetLines.items, filings: filings.items, suppliers: suppliers.items, barred },
      ...{ products: products.items, hasAllProducts: products.isWhole, last },
      ratings,
      knownProducts,
      catalogue: policy?.catalogue ?? NO_CODES,
      isWhole: budgetLines.isWhole && filings.isWhole,
    }),
    [budgetLines, filings, suppliers, barred, products, last, ratings, knownProducts, policy],
  );
}

function productsKnownTo(parameters: AnswerOf<'readEffectivePolicy'>['parameters']): Lists['knownProducts'] {
  // The value of a parameter is any JSON; this one is a list of products by the gate's own reading.
  const value = parameters.find(({ name }) => name === 'policy.products.known')?.value;
  return Array.isArray(value) ? (value as unknown as NonNullable<Lists['knownProducts']>) : [];
}

function useBarred(): ReadonlySet<string> {
  const debarments = useAll(listDebarments, { query: { on: today() } });
  return useMemo(() => new Set(debarments.items.map(({ supplier }) => supplier)), [debarments]);
}

/** Products by name: all of them, or where there are more than a list can offer those that are called as it is typed. */
function useProducts(typed: string) {
  const all = useAll(listProducts, {}, { most: OFFERED_MAX });
  const search = useDeferredValue(typed.trim());
  const found = useAll(listProducts, { query: { search } }, { isWanted: !all.isWhole && search.length >= NAME_MIN });
  return useMemo(
    () => ({ items: all.isWhole || !found.isRead ? all.items : found.items, isWhole: all.isWhole }),
    [all, found],
  );
}

const NO_CODES: Lists['catalogue'] = [];

/** The agencies within reach, as far as a choice can offer them; `read` tells how the reading goes. */
export function useAgencies(): { readonly read: Read<'listAgencies'>; readonly known: Agencies } {
  const read = useRead(listAgencies, { query: { limit: LIST_MAX } });
  const first = read.data?.data;
  const all = useAll(listAgencies, {}, { isWanted: (first?.next ?? null) !== null });
  const known = useMemo(
    () => (all.isRead ? all : { items: first?.items ?? [], isWhole: first?.next === null }),
    [all, first],
  );
  return { read, known };
}

/** The agency's orders, the newest first; nothing until they are read. */
export function useOrdersOf(agencyCode: string): AnswerOf<'listOrders'>['items'] | undefined {
  const query = { agencyCode, limit: LIST_MAX, sort: '-submittedAt' as const };
  return useRead(listOrders, { query }, { isWanted: agencyCode !== '' }).data?.data.items;
}
