import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useWords } from '../../words/use-words.ts';
import { ACCEPT_WORDS } from './accept-words.ts';
import {
  characterOf,
  createScanReader,
  isScanEnd,
  type ListedMachine,
  machinesIn,
  type ScanKey,
} from './scan-reader.ts';

interface ScanFieldProps {
  readonly label: string;
  readonly help: string;
  readonly name?: string;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly onMachines: (machines: readonly ListedMachine[]) => void;
  /** What is typed and not taken yet; a page that is sent asks about it. */
  readonly onText: (text: string) => void;
  readonly error?: string | undefined;
}

/**
 * The field of the scanner. Enter or Tab after a number takes it and leaves the focus where it is; there is no form that
 * Enter could send. Empty, Tab goes on as everywhere.
 */
export function ScanField({ label, help, name, fieldRef, onMachines, onText, error }: ScanFieldProps): ReactNode {
  const id = useId();
  const [text, setTyped] = useState('');
  const setText = (typed: string): void => {
    setTyped(typed);
    onText(typed);
  };
  // While an input method is on, the field holds what it has made of the keys; these are the keys themselves.
  const keys = useRef({ text: '', isByMethod: false });
  const take = (machines: readonly ListedMachine[]): void => {
    keys.current = { text: '', isByMethod: false };
    setText('');
    if (machines.length > 0) onMachines(machines);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    const key = scanKeyOf(event.nativeEvent);
    const scanned = keys.current.isByMethod ? keys.current.text : event.currentTarget.value;
    if (isScanEnd(key)) {
      if (scanned.trim() === '') return;
      event.preventDefault();
      if (keys.current.isByMethod) endComposition(event.currentTarget);
      take([{ serial: scanned, assetNumber: '' }]);
      return;
    }
    const character = characterOf(key);
    if (character === undefined) return;
    const isByMethod = keys.current.isByMethod || event.nativeEvent.isComposing || key.key === 'Process';
    keys.current = { text: keys.current.text + character, isByMethod };
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>): void => {
    const machines = machinesIn(event.clipboardData.getData('text/plain'));
    if (machines.length < 2) return;
    event.preventDefault();
    take(machines);
  };
  return (
    <div className="form-field scan-field">
      <label htmlFor={id}>{label}</label>
      <input
        {...{ id, name, ref: fieldRef, type: 'text', value: text, autoComplete: 'off', spellCheck: false }}
        aria-describedby={`${id}-told`}
        aria-invalid={error !== undefined}
        onChange={({ target }) => {
          if (target.value === '') keys.current = { text: '', isByMethod: false };
          setText(target.value);
        }}
        onKeyDown={press}
        onPaste={paste}
      />
      <p id={`${id}-told`} className={error === undefined ? 'secondary' : 'field-error'}>
        {error ?? help}
      </p>
    </div>
  );
}

/** What the method has made so far is thrown away with the field's text. */
function endComposition(field: HTMLInputElement): void {
  field.blur();
  field.focus();
}

export function scanKeyOf(event: globalThis.KeyboardEvent): ScanKey {
  const { key, code, shiftKey, timeStamp } = event;
  return { key, code, shiftKey, isChord: event.ctrlKey || event.altKey || event.metaKey, at: timeStamp };
}

/** Where people type; a scan that comes there stands there, to be seen. */
const TYPED_INTO = 'input:not([type=checkbox], [type=radio], [type=file]), textarea, select';

/** Takes scans that come while no field has the focus: none is lost, and its Enter presses no button. */
export function useScansAnywhere(fieldRef: RefObject<HTMLInputElement | null>, onScan: (serial: string) => void): void {
  const latest = useRef(onScan);
  useEffect(() => {
    latest.current = onScan;
  });
  useEffect(() => {
    const reader = createScanReader();
    const press = (event: globalThis.KeyboardEvent): void => {
      if (event.target instanceof Element && event.target.matches(TYPED_INTO)) return;
      const key = scanKeyOf(event);
      const wasReading = reader.isReading(key.at);
      const scanned = reader.take(key);
      if (scanned === undefined && !wasReading) return;
      event.preventDefault();
      event.stopPropagation();
      if (scanned === undefined) return;
      latest.current(scanned);
      fieldRef.current?.focus();
    };
    document.addEventListener('keydown', press, { capture: true });
    return () => document.removeEventListener('keydown', press, { capture: true });
  }, [fieldRef]);
}

/** Who looks at the machine and not at the screen hears that a scan was not taken for good. */
export function soundAlarm(): void {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  tone.type = 'square';
  tone.frequency.value = ALARM_HZ;
  tone.connect(audio.destination);
  tone.onended = () => void audio.close();
  tone.start();
  tone.stop(audio.currentTime + ALARM_SECONDS);
}

const ALARM_HZ = 220;
const ALARM_SECONDS = 0.25;

/** What was scanned last and how it went, told to whoever listens. */
export function LastScan({ told, isWrong }: { readonly told: string; readonly isWrong: boolean }): ReactNode {
  const words = useWords(ACCEPT_WORDS).scan;
  return (
    <div className="last-scan" data-wrong={isWrong} role="status" aria-label={words.last}>
      {told}
    </div>
  );
}
