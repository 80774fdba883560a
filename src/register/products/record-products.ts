import { text } from '../../kernel/index.ts';
import type { DraftProblem, RecordedKind } from '../../reference/index.ts';
import { listProductNames, type ProductName, replaceProductNames } from '../register-repository.ts';
import { nameKey } from './name-key.ts';
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
        return taken.length > 0 ? [nameTaken(after, taken)] : versionProblems(after);
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

/** Days of one version for editions that the product does not have, or twice for one edition, would leave its end open. */
function versionProblems({ editions, versions }: Product): readonly DraftProblem[] {
  const known = new Set(editions.map(({ name }) => nameKey(name)));
  const divided = new Set(versions.flatMap(({ version, editions: own }) => (own ? [version] : [])));
  const dated = new Set<string>();
  for (const { version, editions: own } of versions.filter((one) => divided.has(one.version))) {
    for (const edition of own ?? known) {
      const key = nameKey(edition);
      if (!known.has(key)) return [editionUnknown(version, edition)];
      if (dated.has(`${version}/${key}`)) return [editionTwice(version, edition)];
      dated.add(`${version}/${key}`);
    }
  }
  return [];
}

function editionUnknown(version: string, edition: string): DraftProblem {
  const message = text(
    `版本 ${version} 所列的版本类型“${edition}”不在该产品的版本类型之中。`,
    `Version ${version} names the edition "${edition}", which the product does not have.`,
  );
  return { kind: 'unprocessable', code: 'product.version_edition', field: 'versions', text: message };
}

function editionTwice(version: string, edition: string): DraftProblem {
  const message = text(
    `版本 ${version} 的版本类型“${edition}”列了两次，停止服务日期不明。`,
    `Version ${version} stands twice for the edition "${edition}", so that its end of support is open.`,
  );
  return { kind: 'unprocessable', code: 'product.version_edition', field: 'versions', text: message };
}

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
