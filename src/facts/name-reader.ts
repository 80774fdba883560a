import type { SoftwareKind, Vocabulary } from '../goods/index.ts';
import type { CivilDate } from '../kernel/index.ts';
import type { NameReader } from '../register/index.ts';
import { productReaderOf, softwareKindOf } from './product-reader.ts';

/** The words that a policy has for products on a day; a policy without them reads no names. */
interface ProductWordsOfDay {
  readonly words: Vocabulary | undefined;
  readonly on: CivilDate;
}

/**
 * Reads names as orders are read; null where a name is of no product that the words have. Of a name without a category the
 * kind of software counts that leaves least unexplained.
 */
export function nameReader({ words, on }: ProductWordsOfDay): NameReader {
  if (words === undefined) return () => null;
  const read = productReaderOf(words);
  return (name, category) => {
    const kinds = category === null ? KINDS : [softwareKindOf(category)];
    const readings = kinds.map((kind) => read(name, { kind, on }));
    const [found] = readings
      .filter(({ product, standing }) => product !== null && standing !== 'wrong-kind')
      .sort((one, other) => one.notUnderstood.length - other.notUnderstood.length);
    if (!found?.product) return null;
    const { product, called, editions, release, standing, notUnderstood } = found;
    const [edition = null] = editions;
    return { product, read: { product: called ?? product, edition, version: release, standing, notUnderstood } };
  };
}

const KINDS: readonly SoftwareKind[] = ['operating-system', 'office', 'antivirus', 'other'];
