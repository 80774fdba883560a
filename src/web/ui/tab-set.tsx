import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';

export interface TabPart {
  readonly key: string;
  readonly label: string;
  readonly part: ReactNode;
}

/** Parts of a page of which one is shown. All are there, so that printing prints them; arrows lead from tab to tab. */
export function TabSet({ parts, label }: { readonly parts: readonly TabPart[]; readonly label: string }): ReactNode {
  const id = useId();
  const [shown, setShown] = useState(parts[0]?.key);
  const tabs = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent): void {
    const at = parts.findIndex(({ key }) => key === shown);
    const next = stepOf(event.key, { at, count: parts.length });
    if (next === undefined || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    setShown(parts[next]?.key);
    tabs.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus();
  }

  return (
    <div className="tab-set">
      <div className="tab-names screen-only" role="tablist" aria-label={label} ref={tabs} onKeyDown={move}>
        {parts.map(({ key, label: name }) => (
          <button
            key={key}
            id={`${id}-${key}`}
            type="button"
            role="tab"
            className="plain-button"
            aria-selected={key === shown}
            aria-controls={`${id}-${key}-part`}
            tabIndex={key === shown ? 0 : -1}
            onClick={() => setShown(key)}
          >
            {name}
          </button>
        ))}
      </div>
      {parts.map(({ key, part }) => (
        <div
          key={key}
          id={`${id}-${key}-part`}
          role="tabpanel"
          aria-labelledby={`${id}-${key}`}
          className="tab-part"
          data-hidden={key !== shown || undefined}
        >
          {part}
        </div>
      ))}
    </div>
  );
}

/** To which tab a key leads; nothing for a key that leads to none. */
function stepOf(key: string, { at, count }: { readonly at: number; readonly count: number }): number | undefined {
  if (key === 'ArrowRight') return (at + 1) % count;
  if (key === 'ArrowLeft') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
