import { text } from '../../kernel/index.ts';
import type { DraftProblem, RecordedKind } from '../../reference/index.ts';
import { listProductNames, type ProductName, replaceProductNames } from '../register-repository.ts';
import { nameKeysOf, PRODUCT, type Product } from './product.ts';

/** Products with what only the database knows: which names of their category are taken by another product. */
export const PRODUCTS: RecordedKind<Product> = {
  ...PRODUCT,
  judge: () => {
    const owners = new Map<string, string>();
    return {
      readFor: async (tx, drafts) => {
        const keys = drafts.flatMap(({ after }) => nameKeysOf(after));
        for (const name of await listProductNames(tx, keys)) owners.set(placeOf(name), name.productId);
      },
      problemsOf: ({ key, after }) => {
        const taken = namesOf(key, after).filter((name) => (owners.get(placeOf(name)) ?? key) !== key);
        return taken.length > 0 ? [nameTaken(after, taken)] : [];
      },
      take: ({ key, after }) => {
        for (const name of namesOf(key, after)) owners.set(placeOf(name), key);
      },
    };
  },
  write: async ({ tx }, recorded) => {
    const changed = recorded.filter(({ before }) => before !== null).map(({ key }) => key);
    await replaceProductNames(
      tx,
      changed,
      recorded.flatMap(({ key, after }) => namesOf(key, after)),
    );
  },
};

function namesOf(productId: string, product: Product): readonly ProductName[] {
  return nameKeysOf(product).map((nameKey) => ({ category: product.category, nameKey, productId }));
}

function placeOf({ category, nameKey }: ProductName): string {
  return `${category}/${nameKey}`;
}

function nameTaken({ name }: Product, taken: readonly ProductName[]): DraftProblem {
  const names = taken.map(({ nameKey }) => nameKey);
  const message = text(
    `同类软件中已有产品使用该名称或别名：${names.join('、')}。`,
    `Another product of this category has the name or alias: ${names.join(', ')}.`,
  );
  const isOwnName = nameKeysOf({ name, aliases: [] }).some((key) => names.includes(key));
  return { kind: 'conflict', code: 'product.exists', field: isOwnName ? 'name' : 'aliases', text: message };
}
