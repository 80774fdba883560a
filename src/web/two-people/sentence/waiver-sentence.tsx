import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import type { BodyOf, Schemas } from '../../client/operation.ts';
import { getOrder } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { NamedRules } from '../../reviews/index.ts';
import type { RuleNames } from '../../table/rule-names.ts';
import { AgencyName } from '../../ui/agency-name.tsx';
import { useLanguage } from '../../ui/appearance/use-preferences.ts';
import { useText } from '../../words/in-language.ts';
import type { Language } from '../../words/language.ts';
import { useWords } from '../../words/use-words.ts';
import { PROPOSAL_WORDS } from '../proposal-words.ts';
import { wordOfValue } from '../value-words.ts';

/** What a list says of the waivers in it, so that none is asked for by itself. */
export interface ListedWaiver {
  readonly order: Schemas['ProposalOrder'] | null;
  readonly rules: RuleNames;
}

interface Props {
  readonly waiver: BodyOf<'createWaiver'>;
  readonly listed?: ListedWaiver | undefined;
}

/** What a waiver would set aside, until when and for what. */
export function WaiverSentence({ waiver, listed }: Props): ReactNode {
  const words = useWords(PROPOSAL_WORDS).waiver;
  const language = useLanguage();
  const { rules, scope, from, until } = waiver;
  return (
    <>
      {words.rules}
      {listed ? (
        <ListedRules of={rules} names={listed.rules} />
      ) : (
        <Suspense fallback={[...new Set(rules.map(({ rule }) => rule))].join(' · ')}>
          <NamedRules of={waiver} />
        </Suspense>
      )}{' '}
      {words.sentence(until, from ?? undefined)}{' '}
      {scope.order && <ReviewedOrder of={scope.order} reference={listed?.order?.reference} />}
      {scope.agency && (
        <>
          {words.machines(machinesIn(scope.agency, language))}
          <AgencyName code={scope.agency.agencyCode} />
        </>
      )}
    </>
  );
}

function machinesIn({ devices, category, usesMax }: Schemas['WaivedMachines'], language: Language) {
  const named = category === null ? undefined : (wordOfValue('category', category, language) ?? category);
  return { devices, category: named, uses: usesMax ?? undefined };
}

interface RulesProps {
  readonly of: BodyOf<'createWaiver'>['rules'];
  readonly names: RuleNames;
}

function ListedRules({ of, names }: RulesProps): ReactNode {
  const textOf = useText();
  return [...new Set(of.map(({ rule }) => rule))].map((rule, index) => {
    const name = names.get(rule);
    return (
      <span key={rule}>
        {index > 0 && ' · '}
        {name && textOf(name)} <span className="code">{rule}</span>
      </span>
    );
  });
}

interface OrderProps {
  readonly of: Schemas['ReviewedRevision'];
  readonly reference: string | undefined;
}

function ReviewedOrder({ of: { id, revision }, reference }: OrderProps): ReactNode {
  const words = useWords(PROPOSAL_WORDS).waiver;
  const order = useRead(getOrder, { path: { id } }, { isWanted: reference === undefined });
  return (
    <Link to="/orders/$id" params={{ id }}>
      {words.order(reference ?? order.data?.data.reference ?? id, revision)}
    </Link>
  );
}
