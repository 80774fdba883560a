import { useEffect, useMemo } from 'react';
import { listDebarments, readEffectivePolicy } from '../../../client/operations.generated.ts';
import { useAll } from '../../../client/use-all.ts';
import { useRead } from '../../../client/use-gate.ts';
import { writeMoney } from '../../../ui/money.ts';
import { today } from '../../../ui/time.ts';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS } from '../body/choice-words.ts';
import type { LiveCheck } from '../check/use-live-check.ts';
import type { FieldStore } from '../field-store.ts';
import type { Lists } from '../use-lists.ts';
import { HINT_WORDS } from './hint-words.ts';
import { type Hint, hintsOf, isGrave, type SoftwareTaken } from './hints.ts';

const CREDIT_CODE = /^[0-9A-Z]{18}$/;

interface HintedForm {
  readonly check: LiveCheck;
  readonly lists: Lists;
  readonly store: FieldStore;
}

/** Tells at each field what the gate knows about it, a moment after something was typed. */
export function useHints({ check: { draft, answer, isStale }, lists, store }: HintedForm): void {
  const say = useHintWords();
  const words = useWords(HINT_WORDS);
  const on = today();
  const { agencyCode } = draft;
  const supplier = draft.supplier.creditCode.trim();
  const policy = useRead(
    readEffectivePolicy,
    { path: { code: agencyCode }, query: { on } },
    { isWanted: agencyCode !== '' },
  );
  const debarments = useAll(listDebarments, { query: { supplier, on } }, { isWanted: CREDIT_CODE.test(supplier) });
  const parameters = agencyCode === '' ? undefined : policy.data?.data.parameters;
  const told = isStale ? undefined : answer;
  const budget = told?.result?.budget;
  const taken = useMemo(
    () => new Map(told?.result?.read.map(({ pointer, ...software }) => [told.of.pathOf(pointer), software]) ?? []),
    [told],
  );
  const hints = useMemo(
    () =>
      hintsOf(draft, {
        ...{
          policy: parameters ?? [],
          products: lists.products,
          hasAllProducts: lists.hasAllProducts,
          debarments: debarments.items,
        },
        catalogue: lists.catalogue,
        ...{ budget: budget ?? [], budgetLines: lists.budgetLines, taken, today: on },
      }),
    [draft, parameters, lists, debarments, budget, taken, on],
  );
  useEffect(() => {
    store.setHints(
      new Map(
        [...hints].map(([path, hint]) => [
          path,
          {
            text: say(hint),
            isGrave: isGrave(hint),
            title: hint.is === 'unlisted' ? words.unlistedTitle : undefined,
            ...(hint.is === 'taken' && { act: { does: words.take, values: fieldsOf(hint) } }),
          },
        ]),
      ),
    );
  }, [store, hints, say, words]);
}

/** “Windows 11 25H2 专业版” */
function calledIn({ product, version, edition }: SoftwareTaken): string {
  return [product, version, edition].filter(Boolean).join(' ');
}

function fieldsOf({ place, taken }: Extract<Hint, { is: 'taken' }>): readonly (readonly [string, string])[] {
  return (['product', 'edition', 'version'] as const).map((name) => [`${place}.${name}`, taken[name] ?? '']);
}

function useHintWords(): (hint: Hint) => string {
  const words = useWords(HINT_WORDS);
  const { category, kind } = useWords(CHOICE_WORDS);
  return useMemo(() => {
    const called: { readonly [name: string]: string } = { ...category, ...kind };
    return (hint) => {
      switch (hint.is) {
        case 'cap':
          return words.cap(writeMoney(hint.cap), hint.document);
        case 'code':
          return hint.categories.map((one) => called[one] ?? one).join('/');
        case 'support':
          return hint.until === null ? words.supported : words[hint.isOver ? 'supportOver' : 'support'](hint.until);
        case 'unlisted':
          return `${words.unlistedTitle}${words.unlisted}`;
        case 'taken':
          return words.taken(calledIn(hint.taken));
        case 'barred':
          return words.barred(hint.until ?? '', hint.reason);
        case 'available':
          return words.available(writeMoney(hint.available));
        case 'budget':
          return words.budget(writeMoney(hint.available), writeMoney(hint.amount), writeMoney(hint.after));
      }
    };
  }, [words, category, kind]);
}
