import { type ReactNode, useSyncExternalStore } from 'react';
import { GateAway, GateProblem, type ProblemError } from '../client/gate-problem.ts';
import { theGate } from '../client/the-gate.ts';
import { wordsOfPointer } from '../words/pointer-words.ts';
import { useWords } from '../words/use-words.ts';
import { useLanguage } from './appearance/use-preferences.ts';
import { useSecondsUntil } from './session/use-seconds.ts';
import { UI_WORDS } from './ui-words.ts';

interface RefusalProps {
  readonly of: Error;
  /** When what is still on the screen was read; empty when nothing is. */
  readonly since?: string;
  /** What a place is called here, such as a cell of the form that is shown. */
  readonly placeOf?: ((pointer: string) => string | undefined) | undefined;
  readonly onAgain?: () => void;
}

/** Why something was not read or not done, with every place that the gate named. It stays until it is settled. */
export function Refusal({ of: error, since = '', placeOf, onAgain }: RefusalProps): ReactNode {
  const words = useWords(UI_WORDS);
  const isAway = useSyncExternalStore(theGate.onChange, theGate.isAway);
  return (
    <div className="notice refusal" data-kind="refusal" role="alert">
      <p>
        <strong>{headOf(error, isAway ? words : { ...words, away: words.wasAway })}</strong>
        {error instanceof GateAway && ` ${isAway || since !== '' ? words.awayDetail(since) : words.wasAwayDetail}`}
      </p>
      {error instanceof GateProblem && <Details problem={error} placeOf={placeOf} />}
      {error instanceof GateProblem && error.retryAt !== undefined && <WhenAgain problem={error} />}
      {onAgain && (
        <button type="button" className="plain-button" onClick={onAgain}>
          {words.again}
        </button>
      )}
    </div>
  );
}

function headOf(error: Error, words: { away: string; broken: string; missing: string; forbidden: string }): string {
  if (error instanceof GateAway) return words.away;
  if (!(error instanceof GateProblem)) return words.broken;
  if (error.code === 'access.role') return words.forbidden;
  return error.message;
}

interface DetailsProps {
  readonly problem: GateProblem;
  readonly placeOf: RefusalProps['placeOf'];
}

/** Each place in words: pointers are for programs. */
function Details({ problem, placeOf }: DetailsProps): ReactNode {
  const words = useWords(UI_WORDS);
  const language = useLanguage();
  const { instance } = problem.problem;
  // One place that only says again what stands above it is told by that.
  const errors = problem.errors.length === 1 ? problem.errors.filter(isMore(problem)) : problem.errors;
  return (
    <>
      {errors.length > 0 && (
        <ul>
          {errors.map(({ pointer, message, row, column }) => (
            <li key={`${pointer} ${message}`}>
              <Place
                says={placeOf?.(pointer) ?? (placeInForm(row, column) || wordsOfPointer(pointer, language))}
                message={message}
              />
            </li>
          ))}
        </ul>
      )}
      {problem.status >= 500 && instance !== undefined && <p className="code">{words.request(instance)}</p>}
    </>
  );
}

/** A cell of a form that is not at hand, as the gate calls it. */
function placeInForm(row = '', column = ''): string {
  return column === '' ? row : `${row} · ${column}`;
}

function isMore({ message: head }: GateProblem): (error: ProblemError) => boolean {
  return ({ message }) => message !== '' && message !== head;
}

function Place({ says, message }: { readonly says: string; readonly message: string }): ReactNode {
  const words = useWords(UI_WORDS);
  if (says === '') return message;
  return (
    <>
      <strong>{says}</strong>
      {message !== '' && words.ofPlace(message)}
    </>
  );
}

/** When the gate asks to be asked again, counted down. Too many tries hold up everybody alike. */
function WhenAgain({ problem: { retryAt, status } }: { readonly problem: GateProblem }): ReactNode {
  const words = useWords(UI_WORDS);
  const seconds = useSecondsUntil(retryAt);
  return (
    <p>
      {words.retryAfter(seconds)} {status === 429 && words.sameForAll}
    </p>
  );
}
