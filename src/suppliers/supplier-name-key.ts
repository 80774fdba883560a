import { digestOf } from '../kernel/index.ts';

const CHARACTERS_MAX = 200;

/**
 * What names of firms are compared by: width, case, blanks, brackets and other signs make no other name, and 有限责任公司 is
 * written 有限公司 as well. The rest is exact: a branch has its own name. Null where nothing is left.
 */
export function supplierNameKey(name: string): string | null {
  const letters = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  const key = letters.replaceAll('有限责任公司', '有限公司');
  if (key === '') return null;
  return key.length <= CHARACTERS_MAX ? key : digestOf(key);
}
