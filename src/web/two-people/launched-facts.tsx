import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { AgencyName } from '../ui/agency-name.tsx';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { type Fact, FactList } from '../ui/fact-list.tsx';
import { writeRegion } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { CAMPAIGN_PROPOSAL_WORDS } from './campaign-proposal-words.ts';
import { useFormTitle } from './use-form-title.ts';
import { wordOfValue } from './value-words.ts';

/** What a campaign asks, of whom, and by when. */
export function LaunchedFacts({ campaign }: { readonly campaign: Schemas['Campaign'] }): ReactNode {
  const words = useWords(CAMPAIGN_PROPOSAL_WORDS);
  const { facts } = words;
  const language = useLanguage();
  const form = useFormTitle(campaign.form);
  const { period, ask, officeAgency } = campaign;
  // Kinds and levels narrow regions; units that are named are asked whatever they are.
  const isOfRegions = ask.regions.length > 0;
  const { agencies = [], except = [] } = ask;
  const named = (field: string, values: readonly string[] | null | undefined): string =>
    values?.map((value) => wordOfValue(field, value, language) ?? value).join(words.between) ?? words.every;
  const shown: readonly Fact[] = [
    [facts.purpose, wordOfValue('purpose', campaign.purpose, language)],
    [facts.form, form],
    [facts.region, writeRegion(campaign.region)],
    [facts.office, campaign.officeName ?? <AgencyName key="office" code={officeAgency} />],
    [facts.period, period && words.to(period.from, period.until)],
    [facts.asOf, campaign.asOfOn],
    [facts.due, campaign.dueOn],
    [facts.documents, campaign.documents.join(words.between)],
    [facts.gating, campaign.gating ? words.yes : words.no],
    [facts.reasons, campaign.needsReasons ? words.yes : words.no],
    [facts.regions, ask.regions.map(writeRegion).join(words.between)],
    [facts.kinds, isOfRegions && named('kinds', ask.kinds)],
    [facts.levels, isOfRegions && named('levels', ask.levels)],
    [facts.agencies, agencies.length > 0 && <Named key="agencies" codes={agencies} />],
    [facts.except, except.length > 0 && <Excepted key="except" of={except} />],
  ];
  return <FactList facts={shown} />;
}

function Named({ codes }: { readonly codes: readonly string[] }): ReactNode {
  return (
    <ul className="plain-list">
      {codes.map((code) => (
        <li key={code}>
          <AgencyName code={code} />
        </li>
      ))}
    </ul>
  );
}

function Excepted({ of }: { readonly of: NonNullable<Schemas['Asked']['except']> }): ReactNode {
  const words = useWords(CAMPAIGN_PROPOSAL_WORDS);
  return (
    <ul className="plain-list">
      {of.map(({ agency, reason }) => (
        <li key={agency}>
          <AgencyName code={agency} />
          <bdi>{words.except(reason)}</bdi>
        </li>
      ))}
    </ul>
  );
}
