import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { changesSettled } from '../client/call.ts';
import { theGate } from '../client/the-gate.ts';
import { onWorkChange, saveWork, unsavedWork } from '../client/unsaved-work.ts';
import { useWords } from '../words/use-words.ts';
import { useUnsaved } from './leaving/use-unsaved.ts';
import { Screen } from './screen.tsx';
import { UI_WORDS } from './ui-words.ts';

/** Stands in the entry of the history that was read anew once already, so that nobody is caught in reloading for ever. */
const MARK = 'gateReloaded';

/**
 * In place of a screen whose file the gate has no more: the gate was rebuilt under the open page, or is away. Once nothing that
 * was typed is unsaved the page is read anew, once. Where that does not help, or the gate is away, it says so in words.
 */
export function StaleScreen(): ReactNode {
  const { title } = useWords(UI_WORDS).stale;
  return (
    <Screen title={title}>
      <StalePart />
    </Screen>
  );
}

interface PartProps<Props> {
  readonly fetchPart: () => Promise<ComponentType<Props>>;
  readonly props: Props;
}

/** In place of a part of a screen while the gate is away: the page stays as it is, and the part comes when the gate is back. */
export function PartOnceBack<Props>({ fetchPart, props }: PartProps<Props>): ReactNode {
  const words = useWords(UI_WORDS).stale;
  const [Part, setPart] = useState<ComponentType<Props>>();
  useEffect(
    () =>
      theGate.onBack(() => {
        void fetchPart().then(
          (part) => setPart(() => part),
          () => setPart(() => StalePart as ComponentType<Props>),
        );
      }),
    [fetchPart],
  );
  return Part === undefined ? <p role="status">{words.later}</p> : <Part {...(props as Props & object)} />;
}

/** The same in place of a part of a screen. */
export function StalePart(): ReactNode {
  const words = useWords(UI_WORDS).stale;
  const unsaved = useUnsaved();
  const isStuck = useReadingAnew();
  return (
    <div className="notice" data-kind="warning" role={isStuck ? 'alert' : 'status'}>
      <p>{isStuck ? `${words.stuck}${words.unsaved[unsaved]}` : words.reading}</p>
      {isStuck && unsaved === 'nothing' && (
        <button type="button" className="plain-button" onClick={() => location.reload()}>
          {words.again}
        </button>
      )}
    </div>
  );
}

/** Reads the page anew, at once or as soon as what was in the way is gone; answers whether something is. */
function useReadingAnew(): boolean {
  const [isStuck, setStuck] = useState(false);
  useEffect(() => {
    let isGone = false;
    let isTrying = false;
    const attempt = async (): Promise<void> => {
      if (isTrying) return;
      isTrying = true;
      const isReading = await readAnew();
      isTrying = false;
      if (!isGone && !isReading) setStuck(true);
    };
    void attempt();
    const again = (): void => {
      if (!theGate.isAway() && unsavedWork() === 'nothing') void attempt();
    };
    const stops = [theGate.onBack(again), onWorkChange(again)];
    return () => {
      isGone = true;
      for (const stop of stops) stop();
    };
  }, []);
  return isStuck;
}

/** False where something is unsaved, the page was read anew before, or there is nothing to read it from. */
async function readAnew(): Promise<boolean> {
  const state: Readonly<Record<string, unknown>> = { ...history.state };
  if (state[MARK] === true) return false;
  await Promise.all([changesSettled(), saveWork()]);
  if (unsavedWork() !== 'nothing') return false;
  const answer = await fetch(location.href, { method: 'HEAD' }).catch(() => undefined);
  if (answer?.ok !== true) return false;
  // Not by the router's own replaceState, which would take it for a change of place.
  History.prototype.replaceState.call(history, { ...state, [MARK]: true }, '');
  location.reload();
  return true;
}
