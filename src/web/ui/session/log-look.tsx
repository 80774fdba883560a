import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { GateProblem } from '../../client/gate-problem.ts';
import { getConsistencyProof, listLogCheckpoints } from '../../client/operations.generated.ts';
import { saveFile } from '../../client/save-file.ts';
import { useMay } from '../../client/session-context.tsx';
import type { LogLook as Look } from '../../proof/seen-checkpoint.ts';
import { useWords } from '../../words/use-words.ts';
import { usePreferences } from '../appearance/use-preferences.ts';
import { ContinuationNotice, isContinued } from './continuation-notice.tsx';
import { LOG_LOOK_WORDS } from './log-look-words.ts';
import { lookAtLog, trustNow } from './look-at-log.ts';

/** Once for each time that the console is opened, which is what a sign-in does. */
function useLook() {
  const may = useMay();
  const isWanted = may(listLogCheckpoints) && may(getConsistencyProof);
  return useQuery({
    queryKey: ['look-at-log'],
    queryFn: lookAtLog,
    // What was found stays found: a change of something else is no reason to ask again.
    enabled: ({ state }) => isWanted && state.data === undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: (count, error) => !(error instanceof GateProblem) && count < 2,
  });
}

/** On every page, as long as the log does not continue what this browser has seen of it. */
export function LogBar(): ReactNode {
  const { data } = useLook();
  return data && isAlarm(data) ? <Alarm look={data} /> : null;
}

/** What was found at the sign-in, whatever it was. */
export function LogLook(): ReactNode {
  const words = useWords(LOG_LOOK_WORDS);
  const { data, error } = useLook();
  if (error) return <p className="notice">{words.notAsked}</p>;
  // An alarm stands above every page.
  if (!data || isAlarm(data)) return null;
  const { found, older, newer } = data;
  if (isContinued(found)) return <ContinuationNotice {...{ found, older, newer }} before={words.before} />;
  return <p className="notice">{found === 'first' ? words.first(String(newer)) : words.none}</p>;
}

type Alarming = Look & { readonly found: Exclude<Look['found'], 'same' | 'grown' | 'first' | 'none'> };

function isAlarm(look: Look): look is Alarming {
  return !isContinued(look.found) && look.found !== 'first' && look.found !== 'none';
}

function Alarm({ look }: { readonly look: Alarming }): ReactNode {
  const words = useWords(LOG_LOOK_WORDS);
  const { seenCheckpoint } = usePreferences();
  const { found, older, newer, seen, now } = look;
  // Somebody has kept both and begun anew.
  if (seenCheckpoint !== seen) return null;
  // The larger one is the later one in each sentence but that of a log that became shorter.
  const sizes = found === 'shorter' ? { older: newer, newer: older } : { older, newer };
  const keepBoth = (): void => {
    saveFile('checkpoints.txt', [seen, now].filter((note) => note !== '').join('\n'));
    trustNow(look);
  };
  return (
    <ContinuationNotice found={found} {...sizes} before={/Unsigned$/.test(found) ? '' : words.before}>
      <button className="plain-button" type="button" onClick={keepBoth}>
        {words.keepBoth}
      </button>
    </ContinuationNotice>
  );
}
