import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { readFactCatalogue } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { useRuleNamesInSet } from '../table/rule-names.ts';
import { JudgementIcon } from '../ui/outcome.tsx';
import { useText } from '../words/in-language.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { ORDER_WORDS } from './order-words.ts';
import { placeOf } from './place-of.ts';

interface MissingFactsProps {
  readonly of: readonly Schemas['Indeterminate'][];
  /** By which the order was judged. */
  readonly ruleSet: number;
}

/** What could not be judged, where, for want of what, and who supplies it: by the titles of the facts, not by their names. */
export function MissingFacts({ of, ruleSet }: MissingFactsProps): ReactNode {
  const words = useWords(ORDER_WORDS).findings;
  const roles = useWords(ROLE_WORDS);
  const textOf = useText();
  const may = useMay();
  const isWanted = of.length > 0 && may(readFactCatalogue);
  const catalogue = useRead(readFactCatalogue, { path: { number: ruleSet } }, { isFinal: true, isWanted });
  const titles = new Map((catalogue.data?.data.facts ?? []).map(({ name, title }) => [name, textOf(title)]));
  const names = useRuleNamesInSet(
    ruleSet,
    of.map(({ rule }) => rule),
  );
  return of.map(({ rule, pointer, missing, suppliedBy }) => (
    <section key={`${rule} ${pointer}`} className="finding" data-kind="indeterminate">
      <h2>
        <JudgementIcon of="indeterminate" /> {words.missing} · <RuleName of={names.get(rule)} />{' '}
        <span className="code">{rule}</span>
      </h2>
      <p>{words.missingFacts(missing.map((name) => titles.get(name) ?? words.someFact).join('；'))}</p>
      <dl>
        <dt>{words.place}</dt>
        <dd>{placeOf(pointer, words)}</dd>
        {suppliedBy && (
          <>
            <dt>{words.suppliedBy}</dt>
            <dd>{roles[suppliedBy]}</dd>
          </>
        )}
      </dl>
    </section>
  ));
}

function RuleName({ of }: { readonly of: Schemas['Text'] | undefined }): ReactNode {
  const textOf = useText();
  return of && textOf(of);
}
