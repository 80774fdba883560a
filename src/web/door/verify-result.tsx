import type { ReactNode } from 'react';
import type { AnswerOf } from '../client/operation.ts';
import type { Judged } from '../proof/judge.ts';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { writeMoney } from '../ui/money.ts';
import { writeMoment } from '../ui/time.ts';
import type { Language } from '../words/language.ts';
import { ORDER_STATE_WORDS } from '../words/states.ts';
import { useWords, type Words } from '../words/use-words.ts';
import { CheckList } from './check-list.tsx';
import { numberToCompare, recordFacts } from './record-facts.ts';
import { RECORD_WORDS, type RecordWords } from './record-words.ts';
import { VERIFY_WORDS } from './verify-words.ts';

type VerifyWords = Words<typeof VERIFY_WORDS.zh>;
type Fact = readonly [name: string, value: string];

interface VerifyResultProps {
  readonly judged: Judged;
  /** What the gate says of a certificate now; undefined until it has answered. */
  readonly standing: AnswerOf<'verifyCertificate'> | undefined;
}

/** The verdict in one sentence, each check with its sign and word, what the paper says, and how its order stands. */
export function VerifyResult({ judged, standing }: VerifyResultProps): ReactNode {
  const words = useWords(VERIFY_WORDS);
  const isGood = judged.checks.every((check) => check.isGood);
  const ofRecords = useWords(RECORD_WORDS);
  const language = useLanguage();
  const facts = factsOf(judged, { words, ofRecords, language, agencyName: standing?.agencyName ?? '' });
  const compare = judged.kind === 'receipt' ? numberToCompare(judged, ofRecords) : undefined;
  return (
    <section className="door-form" aria-live="polite">
      <Verdict judged={judged} standing={standing} />
      <h2>{words.checksTitle}</h2>
      <CheckList checks={judged.checks} />
      {facts.length > 0 && (
        <>
          <h2>{words.saysTitle}</h2>
          {!isGood && <p>{words.saysUnproven}</p>}
          {isGood && judged.kind === 'certificate' && <p>{words.compare}</p>}
          {isGood && compare && <p>{compare}</p>}
          <Facts facts={facts} />
        </>
      )}
      {standing && <Stands standing={standing} />}
    </section>
  );
}

/** A genuine certificate that was used already buys nothing: what the checks found is not the verdict yet. */
function Verdict({ judged, standing }: VerifyResultProps): ReactNode {
  const words = useWords(VERIFY_WORDS);
  const kind = words.kinds[judged.kind];
  if (judged.checks.some((check) => !check.isGood)) return <Told kind="refusal">{words.notGood(kind)}</Told>;
  if (judged.kind !== 'certificate') return <Told kind="done">{words.allGood(kind)}</Told>;
  if (standing === undefined) return <Told kind="warning">{words.genuine}</Told>;
  const { valid, reason } = standing;
  const isRefused = reason === 'not-genuine' || reason === 'unknown';
  return <Told kind={valid ? 'done' : isRefused ? 'refusal' : 'warning'}>{words.verdicts[reason]}</Told>;
}

const SIGNS = { done: '✔ ', warning: '! ', refusal: '✘ ' };

function Told({ kind, children }: { readonly kind: keyof typeof SIGNS; readonly children: string }): ReactNode {
  return (
    <p className="notice" data-kind={kind}>
      {SIGNS[kind]}
      {children}
    </p>
  );
}

function Stands({ standing }: { readonly standing: AnswerOf<'verifyCertificate'> }): ReactNode {
  const words = useWords(VERIFY_WORDS);
  const states = useWords(ORDER_STATE_WORDS);
  const { reason, state } = standing;
  const stands: readonly Fact[] = [[words.standing, words.reasons[reason]]];
  return (
    <>
      <h2>{words.standsTitle}</h2>
      <Facts facts={state === null ? stands : [...stands, [words.state, states[state]]]} />
    </>
  );
}

function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <dl className="verify-facts">
      {facts.map(([name, value]) => (
        <div key={`${name} ${value}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Telling {
  readonly words: VerifyWords;
  readonly ofRecords: RecordWords;
  readonly language: Language;
  readonly agencyName: string;
}

/** The certificate names its agency by the code; how that is called is the gate's answer. */
function factsOf(judged: Judged, { words, ofRecords, language, agencyName }: Telling): readonly Fact[] {
  if (judged.kind === 'certificate') {
    const { claims } = judged;
    if (!claims) return [];
    return [
      [words.reference, claims.reference],
      [words.agency, `${agencyName} ${claims.agencyCode}`.trim()],
      [words.total, writeMoney(claims.total)],
      [words.decidedAt, writeMoment(claims.iat * 1_000)],
      [words.until, writeMoment(claims.exp * 1_000)],
      [words.order, claims.sub],
    ];
  }
  const { checkpoint, cosigned, others } = judged;
  return [
    ...(judged.kind === 'receipt' ? recordFacts(judged, ofRecords, language) : []),
    ...(checkpoint ? [[words.size, String(checkpoint.size)] as const] : []),
    ...(checkpoint && cosigned.length === 0 ? [[words.witnesses, words.noWitness] as const] : []),
    ...cosigned.map(
      ({ name, at }) => [words.witnesses, at === undefined ? name : words.cosignedAt(name, writeMoment(at))] as const,
    ),
    ...(others.length > 0 ? [[words.others, words.othersHelp(others.join(', '))] as const] : []),
  ];
}
