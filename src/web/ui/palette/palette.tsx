import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { listOrders } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { ORDER_STATE_WORDS } from '../../words/states.ts';
import { useWords } from '../../words/use-words.ts';
import { Dialog } from '../dialog.tsx';
import { NAVIGATION_WORDS } from '../navigation.ts';
import { Refusal } from '../refusal.tsx';
import { placesFor, placesNamed, recordOf } from './find-places.ts';
import { PALETTE_WORDS } from './palette-words.ts';

interface Found {
  readonly kind: string;
  readonly label: string;
  readonly detail?: string;
  readonly open: () => void;
}

/** From anywhere to a page by its name in either language, or to an order by its reference, without the mouse. */
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
          key={`${one.kind} ${one.label}`}
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

const ORDERS_MAX = 8;
/** The contract takes no longer text to search for. */
const TEXT_MAX = 100;
const PAUSE_MS = 250;

function useFound(text: string): { readonly found: readonly Found[]; readonly refusal: Error | null } {
  const words = useWords(PALETTE_WORDS);
  const names = useWords(NAVIGATION_WORDS);
  const states = useWords(ORDER_STATE_WORDS);
  const navigate = useNavigate();
  const may = useMay();
  const search = useSettled(text.trim().slice(0, TEXT_MAX));
  const isAsked = search !== '' && may(listOrders);
  const orders = useRead(listOrders, { query: { search, limit: ORDERS_MAX } }, { isWanted: isAsked });
  const places = placesNamed(text, placesFor(may)).map(
    ({ name, to }): Found => ({ kind: words.place, label: names[name], open: () => void navigate({ to }) }),
  );
  const record = recordOf(text, may);
  const records: readonly Found[] =
    record === undefined
      ? []
      : [
          {
            kind: words.record,
            label: record.id,
            open: () => void navigate({ to: record.to, params: { id: record.id } }),
          },
        ];
  const listed = isAsked && text.trim() !== '' ? (orders.data?.data.items ?? []) : [];
  const found = listed.map(
    ({ id, reference, subject, agencyName, state }): Found => ({
      ...{ kind: words.order, label: reference },
      detail: [agencyName, subject, states[state]].filter((part) => part !== null && part !== '').join(' · '),
      open: () => void navigate({ to: '/orders/$id', params: { id } }),
    }),
  );
  return { found: [...places, ...records, ...found], refusal: isAsked ? orders.error : null };
}

/** The text once nobody has typed for a moment: not every key is a question to the gate. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
