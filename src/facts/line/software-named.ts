import type { DeriveInput } from '../derive-input.ts';
import { oncePer } from '../once-per.ts';
import { productReaderOf } from '../product-reader.ts';
import type { OrderLine } from '../submission.ts';

/**
 * Systems, office and antivirus software that a line of other goods buys. A name alone may be anybody's, 红旗 also a flag;
 * it is the software where a licence, an edition or a release stands beside it, and the text says nothing else.
 */
export function softwareNamed(input: DeriveInput, { description, brand }: OrderLine): readonly string[] {
  const { goodsWords, productWords } = input.policy.decisionDate;
  if (!goodsWords?.licences || !productWords) return [];
  const read = productReaderOf(productWords);
  const licences = longestFirst(goodsWords.licences);
  const isSoftware = (text: string): boolean =>
    KINDS.some((kind) => {
      const { product, standing, isOwnOfTablets, release, editions, notUnderstood } = read(text, {
        kind,
        on: input.decidedOn,
      });
      if (product === null || standing === 'wrong-kind' || isOwnOfTablets) return false;
      const isLicence = licences.some((word) => text.includes(word)) || release !== null || editions.length > 0;
      return isLicence && without(notUnderstood.join(''), licences) === '';
    });
  const texts = [description, ...(brand ? [`${brand} ${description}`] : [])];
  return texts.some(isSoftware) ? [description] : [];
}

const KINDS = ['operating-system', 'office', 'antivirus'] as const;

/** 许可证 before 许可, so that nothing of it is left. */
const longestFirst = oncePer((words: readonly string[]) => words.toSorted((one, other) => other.length - one.length));

function without(text: string, words: readonly string[]): string {
  return words.reduce((left, word) => left.replaceAll(word, ''), text);
}
