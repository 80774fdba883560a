import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { useText } from '../words/in-language.ts';
import { groundsOf } from '../words/legal-grounds.ts';
import { useWords } from '../words/use-words.ts';
import { RULES_WORDS } from './rules-words.ts';

/** The documents that a rule rests on, and apart from them how the gate reads them. */
export function RuleBasis({ of }: { readonly of: readonly Schemas['LegalBasis'][] }): ReactNode {
  const words = useWords(RULES_WORDS).rule;
  const textOf = useText();
  const { documents, readings } = groundsOf(of);
  return (
    <section>
      <h2>{words.basis}</h2>
      {documents.length === 0 && <p>{words.noDocument}</p>}
      <ul className="plain-list">
        {documents.map(({ document, article, quote, verified }) => (
          <li key={`${document} ${article}`}>
            {document} {article} {!verified && <strong>{words.unverified}</strong>}{' '}
            {quote && <q lang="zh-CN">{quote}</q>}
          </li>
        ))}
      </ul>
      {readings.length > 0 && (
        <>
          <h3>{words.reading}</h3>
          <ul className="plain-list">
            {readings.map((reading) => (
              <li key={reading.en}>{textOf(reading)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
