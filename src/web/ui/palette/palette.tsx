import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../../words/use-words.ts';
import { Dialog } from '../dialog.tsx';
import { Refusal } from '../refusal.tsx';
import { PALETTE_WORDS } from './palette-words.ts';
import { type Found, useFound } from './use-found.ts';

/** From anywhere to a page, a campaign or a unit by its name, or to an order by its reference, without the mouse. */
export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = useWords(PALETTE_WORDS);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const { found, refusal } = useFound(text);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const at = Math.min(chosen, found.length - 1);
  useEffect(() => input.current?.focus(), []);
  const open = (one: Found | undefined): void => {
    if (one === undefined) return;
    onClose();
    one.open();
  };
  const press = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.nativeEvent.isComposing || (step === undefined && event.key !== 'Enter')) return;
    event.preventDefault();
    if (step === undefined) open(found[at]);
    else setChosen((at + step + found.length) % Math.max(found.length, 1));
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <input
        ref={input}
        className="palette-input"
        role="combobox"
        aria-label={words.field}
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        {...(found.length > 0 && { 'aria-activedescendant': `${list}-${at}` })}
        placeholder={words.field}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          setChosen(0);
        }}
        onKeyDown={press}
      />
      <p className="secondary">{words.help}</p>
      <FoundList id={list} found={found} at={at} onOpen={open} />
      <p role="status" className={found.length > 0 ? 'visually-hidden' : undefined}>
        {words.found(found.length)}
      </p>
      {refusal && <Refusal of={refusal} />}
    </Dialog>
  );
}

interface FoundListProps {
  readonly id: string;
  readonly found: readonly Found[];
  /** The one that Enter opens. */
  readonly at: number;
  readonly onOpen: (one: Found) => void;
}

function FoundList({ id, found, at, onOpen }: FoundListProps): ReactNode {
  const words = useWords(PALETTE_WORDS);
  return (
    <div id={id} role="listbox" aria-label={words.results} className="palette-list">
      {found.map((one, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, which keeps the focus.
        // biome-ignore lint/a11y/useFocusableInteractive: the field above tells which one is chosen.
        <div
          key={`${one.kind} ${one.label} ${one.detail ?? ''}`}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          onClick={() => onOpen(one)}
        >
          <span className="secondary">{one.kind}</span> {one.label}{' '}
          {one.detail && <span className="secondary">{one.detail}</span>}
        </div>
      ))}
    </div>
  );
}
