import { plainText } from '../../../ui/typed-values.ts';
import type { RatedEntry } from '../body/known-names.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { textAt, withValue } from '../body/paths.ts';

/**
 * The draft with level and announcement of what its machines name, as the policy of the agency has them. Of a product that the
 * policy has no announcement of, nothing is said.
 */
export function withRatings(draft: OrderDraft, path: string, rated: readonly RatedEntry[]): OrderDraft {
  const computer = /^lines\.\d+\.computer/.exec(path)?.[0];
  if (computer === undefined) return draft;
  const [cpu, system] = [`${computer}.cpu`, `${computer}.operatingSystem`];
  const ofCpu = rated.find((entry) => isCalled(textAt(draft, `${cpu}.model`), [entry.model, ...(entry.aliases ?? [])]));
  const ofSystem = rated.find(
    (entry) =>
      isCalled(textAt(draft, `${system}.product`), [entry.product]) &&
      (entry.version === null || isCalled(textAt(draft, `${system}.version`), [entry.version])),
  );
  return withRating(withRating(draft, cpu, ofCpu), system, ofSystem);
}

function withRating(draft: OrderDraft, place: string, of: RatedEntry | undefined): OrderDraft {
  if (!of?.level || !of.announcement) return draft;
  const rating = `${place}.securityRating`;
  return withValue(withValue(draft, `${rating}.level`, of.level), `${rating}.announcement`, of.announcement);
}

function isCalled(typed: string, names: readonly (string | null | undefined)[]): boolean {
  const wanted = plainText(typed).toLowerCase();
  return wanted !== '' && names.some((name) => name && plainText(name).toLowerCase() === wanted);
}
