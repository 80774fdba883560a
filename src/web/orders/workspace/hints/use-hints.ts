import { useDeferredValue, useEffect, useMemo } from 'react';
import { listDebarments, readEffectivePolicy } from '../../../client/operations.generated.ts';
import { useAll } from '../../../client/use-all.ts';
import { useRead } from '../../../client/use-gate.ts';
import { writeMoney } from '../../../ui/money.ts';
import { today } from '../../../ui/time.ts';
import { useWords } from '../../../words/use-words.ts';
import { CHOICE_WORDS } from '../body/choice-words.ts';
import { withComputersIn } from '../body/computers-inside.ts';
import { GOODS_WORDS } from '../body/goods-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { withValue } from '../body/paths.ts';
import type { Finding } from '../check/judgement.ts';
import type { LiveCheck } from '../check/use-live-check.ts';
import type { FieldHint, FieldStore } from '../field-store.ts';
import type { Lists } from '../use-lists.ts';
import { HINT_WORDS } from './hint-words.ts';
import { type Hint, hintsOf, isGrave, type SoftwareTaken, systemTextOf, textsOf, type UnclearWords } from './hints.ts';

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
  // What a check told is taken back at two hundred lines after the key that made it old, and not with it.
  const told = useDeferredValue(isStale ? undefined : answer);
  const budget = told?.result?.budget;
  const taken = useMemo(
    () => new Map(told?.result?.read.map(({ pointer, ...software }) => [told.of.pathOf(pointer), software]) ?? []),
    [told],
  );
  const asTyped = useMemo(() => new Map(answer && systemsAsTyped(answer)), [answer]);
  // Asked of older words too, as long as the line says the same: leaving a field must not take the question away.
  const unclear = useMemo(
    () => new Map(answer?.result?.decision.findings.flatMap((finding) => unclearAt(finding, answer)) ?? []),
    [answer],
  );
  const hints = useMemo(
    () =>
      hintsOf(draft, {
        ...{
          policy: parameters ?? [],
          products: lists.products,
          knownProducts: lists.knownProducts,
          hasAllProducts: lists.hasAllProducts,
          debarments: debarments.items,
        },
        catalogue: lists.catalogue,
        ...{ budget: budget ?? [], budgetLines: lists.budgetLines, taken, asTyped, unclear, today: on },
      }),
    [draft, parameters, lists, debarments, budget, taken, asTyped, unclear, on],
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
            ...actsOf(hint, words),
          },
        ]),
      ),
    );
  }, [store, hints, say, words]);
}

/** What was typed of each system that was judged, but for those that the gate took for something else. */
function systemsAsTyped({
  of,
  draft,
  result,
}: NonNullable<LiveCheck['answer']>): readonly (readonly [string, string])[] {
  const taken = new Set(result?.read.map(({ pointer }) => pointer));
  return (result === undefined ? [] : (of.body?.lines ?? [])).flatMap(({ computer }, index) => {
    const pointer = `/lines/${index}/computer/operatingSystem`;
    if (!computer?.operatingSystem?.product || taken.has(pointer)) return [];
    const place = of.pathOf(pointer);
    return [[place, systemTextOf(draft, place)] as const];
  });
}

/** The words that leave it open, by the field in which it is answered. */
function unclearAt(
  { rule, clause, pointer, facts }: Finding,
  { of, draft }: NonNullable<LiveCheck['answer']>,
): readonly (readonly [string, UnclearWords])[] {
  const words = facts['line.unclearWords'];
  if (rule !== 'INT-09' || clause !== 'not-clear' || !Array.isArray(words)) return [];
  const path = of.pathOf(pointer);
  return [[path, { words: words.join('、'), of: textsOf(draft, path.replace(/\.containsComputers$/, '')) }]];
}

/** One click each. */
function actsOf(hint: Hint, words: (typeof HINT_WORDS)['zh']): Pick<FieldHint, 'acts'> {
  if (hint.is === 'taken') {
    const written = (draft: OrderDraft) =>
      fieldsOf(hint).reduce((mended, [path, value]) => withValue(mended, path, value), draft);
    return { acts: [{ does: words.take, mend: written, goesTo: () => `${hint.place}.product` }] };
  }
  if (hint.is !== 'unclear') return {};
  const { place } = hint;
  return {
    acts: [
      {
        does: words.hasNone,
        mend: (draft) => withValue(draft, `${place}.containsComputers`, 'none'),
        goesTo: () => `${place}.description`,
      },
      {
        does: words.hasSome,
        mend: (draft) => withComputersIn(draft, place),
        goesTo: ({ lines }) => `lines.${lines.length - 1}.kind`,
      },
      {
        does: words.isComputer,
        // Of what kind it is nobody has said yet.
        mend: (draft) => withValue(draft, `${place}.kind`, ''),
        goesTo: () => `${place}.kind`,
      },
    ],
  };
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
  const goods = useWords(GOODS_WORDS);
  return useMemo(() => {
    const called: { readonly [name: string]: string } = { ...goods, ...category, ...kind };
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
        case 'unclear':
          return words.unclear(hint.words);
        case 'barred':
          return words.barred(hint.until ?? '', hint.reason);
        case 'available':
          return words.available(writeMoney(hint.available));
        case 'budget':
          return words.budget(writeMoney(hint.available), writeMoney(hint.amount), writeMoney(hint.after));
      }
    };
  }, [words, category, kind, goods]);
}
