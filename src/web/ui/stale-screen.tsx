import { type ReactNode, useEffect, useState } from 'react';
import { changesSettled } from '../client/call.ts';
import { useWords } from '../words/use-words.ts';
import { Screen } from './screen.tsx';
import { UI_WORDS } from './ui-words.ts';

/** Stands in the entry of the history that was read anew once already, so that nobody is caught in reloading for ever. */
const MARK = 'gateReloaded';

/**
 * In place of a screen whose file the gate has no more: the gate was rebuilt under the open page. The screen before it is
 * gone, and has sent what was typed; then the page is read anew, once. Where that does not help, or the gate is away, it says
 * so in words.
 */
export function StaleScreen(): ReactNode {
  const { title } = useWords(UI_WORDS).stale;
  return (
    <Screen title={title}>
      <StalePart />
    </Screen>
  );
}

/** The same in place of a part of a screen. */
export function StalePart(): ReactNode {
  const words = useWords(UI_WORDS).stale;
  const [isStuck, setStuck] = useState(false);
  useEffect(() => {
    let isGone = false;
    void readAnew().then((isReading) => {
      if (!isGone && !isReading) setStuck(true);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return (
    <div className="notice" data-kind="warning" role={isStuck ? 'alert' : 'status'}>
      <p>{isStuck ? words.stuck : words.reading}</p>
      {isStuck && (
        <button type="button" className="plain-button" onClick={() => location.reload()}>
          {words.again}
        </button>
      )}
    </div>
  );
}

/** False where the page was read anew before, or there is nothing to read it from. */
async function readAnew(): Promise<boolean> {
  const state: Readonly<Record<string, unknown>> = { ...history.state };
  if (state[MARK] === true) return false;
  await changesSettled();
  const answer = await fetch(location.href, { method: 'HEAD' }).catch(() => undefined);
  if (answer?.ok !== true) return false;
  // Not by the router's own replaceState, which would take it for a change of place.
  History.prototype.replaceState.call(history, { ...state, [MARK]: true }, '');
  location.reload();
  return true;
}
