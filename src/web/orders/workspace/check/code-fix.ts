import { codesFor } from '../body/known-names.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { textAt, withValue } from '../body/paths.ts';

/** The draft with the code that the catalogue has for the kind of goods of a line; as it was where it has none, or several. */
export function withCode(draft: OrderDraft, path: string, catalogue: Parameters<typeof codesFor>[0]): OrderDraft {
  const line = /^lines\.\d+(?=\.catalogue)/.exec(path)?.[0];
  const kind = line === undefined ? '' : textAt(draft, `${line}.kind`);
  const software = kind === 'software' ? textAt(draft, `${line}.software.category`) : '';
  // Of a kind without codes of its own all are offered beside the field.
  const ofKind = catalogue.filter(({ category }) => category === kind);
  const [only, another] = ofKind.length === 0 ? [] : codesFor(ofKind, { kind, software });
  return only === undefined || another !== undefined ? draft : withValue(draft, `${line}.catalogue.code`, only.code);
}
