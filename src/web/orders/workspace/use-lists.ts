import type { AnswerOf, Schemas } from '../../client/operation.ts';
import {
  getOrder,
  listBudgetLines,
  listOrders,
  listPlanFilings,
  listProducts,
  listSuppliers,
} from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { readWhole } from '../../ui/typed-values.ts';
import type { Submission } from './body/order-draft.ts';

const LIST_MAX = 100;

/** What the gate knows and a form offers. Each is empty until it is read. */
export interface Lists {
  readonly budgetLines: readonly Schemas['BudgetLine'][];
  readonly filings: readonly Schemas['PlanFiling'][];
  readonly suppliers: readonly Schemas['Supplier'][];
  readonly products: readonly Schemas['Product'][];
  /** The agency's last order that has a plan, for products, prices and lines that it uses. */
  readonly last: Submission | undefined;
}

export function useLists({
  agencyCode,
  fiscalYear,
}: {
  readonly agencyCode: string;
  readonly fiscalYear: string;
}): Lists {
  const year = readWhole(fiscalYear, 1);
  const isKnown = agencyCode !== '' && year !== undefined;
  const query = { agencyCode, fiscalYear: year ?? 0, limit: LIST_MAX };
  const budgetLines = useRead(listBudgetLines, { query }, { isWanted: isKnown });
  const filings = useRead(listPlanFilings, { query }, { isWanted: isKnown });
  const suppliers = useRead(listSuppliers, { query: { limit: LIST_MAX } });
  const products = useRead(listProducts, { query: { limit: LIST_MAX } });
  const orders = useOrdersOf(agencyCode);
  const lastId = orders?.find(({ outcome }) => outcome === 'approved')?.id ?? '';
  const last = useRead(getOrder, { path: { id: lastId } }, { isWanted: lastId !== '' });
  return {
    budgetLines: isKnown ? (budgetLines.data?.data.items ?? []) : [],
    filings: isKnown ? (filings.data?.data.items ?? []) : [],
    suppliers: suppliers.data?.data.items ?? [],
    products: products.data?.data.items ?? [],
    last: lastId === '' ? undefined : last.data?.data.submission,
  };
}

/** The agency's orders, the newest first; nothing until they are read. */
export function useOrdersOf(agencyCode: string): AnswerOf<'listOrders'>['items'] | undefined {
  const query = { agencyCode, limit: LIST_MAX, sort: '-submittedAt' as const };
  return useRead(listOrders, { query }, { isWanted: agencyCode !== '' }).data?.data.items;
}
