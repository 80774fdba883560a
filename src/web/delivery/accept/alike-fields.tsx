import type { ReactNode } from 'react';
import { FormField } from '../../form/form-field.tsx';
import { useWords } from '../../words/use-words.ts';
import { useAccepting } from './accept-context.ts';
import { ACCEPT_WORDS } from './accept-words.ts';
import { asContracted, linesToCome, systemText } from './contracted.ts';
import { type FoundAlike, isDescribed, isProofTyped, withAnother, withoutGroup } from './delivery-draft.ts';
import { ProofFields } from './proof-fields.tsx';
import { serialFaults } from './serial-faults.ts';

/** How the machines that are scanned now were found: said once for all of them. */
export function AlikeFields(): ReactNode {
  const words = useWords(ACCEPT_WORDS).alike;
  const { draft, change, contracted, toScan } = useAccepting();
  const current = draft.alike.find(({ id }) => id === draft.current);
  if (current === undefined) return null;
  const line = contracted.machines.find((one) => one.line === current.line);
  const [firstLine] = linesToCome(contracted);
  const set = (changed: Partial<FoundAlike>): void =>
    change((before) => ({
      ...before,
      alike: before.alike.map((one) => (one.id === current.id ? { ...one, ...changed } : one)),
    }));
  const system = systemText(line?.system ?? null);
  return (
    <fieldset className="alike">
      <legend>{words.title}</legend>
      <p className="secondary">{words.help}</p>
      <div className="acts">
        {draft.alike.length > 1 && <Groups />}
        <button
          type="button"
          className="plain-button"
          onClick={() => {
            if (line) set(asContracted(current, line.system));
            toScan();
          }}
        >
          {words.asContracted}
        </button>
        {system !== '' && <span className="secondary">{words.contracted(system)}</span>}
        <button
          type="button"
          className="plain-button"
          onClick={() => change((before) => withAnother(before, current.line || (firstLine?.line ?? '')))}
        >
          {words.another}
        </button>
        <RemoveGroup of={current} />
      </div>
      <SystemFields {...{ current, set }} />
    </fieldset>
  );
}

/** Takes a group out that has no machine, so that what is said of none is not asked about. */
function RemoveGroup({ of }: { readonly of: FoundAlike }): ReactNode {
  const words = useWords(ACCEPT_WORDS).alike;
  const { draft, change } = useAccepting();
  const isUsed = draft.machines.some(({ like }) => like === of.id);
  if (isUsed || (draft.alike.length === 1 && !isDescribed(of))) return null;
  return (
    <button type="button" className="plain-button" onClick={() => change((before) => withoutGroup(before, of.id))}>
      {words.removeGroup}
    </button>
  );
}

/** Which group the next scan belongs to. */
function Groups(): ReactNode {
  const words = useWords(ACCEPT_WORDS).alike;
  const { draft, change } = useAccepting();
  const labelOf = useGroupLabel();
  const choices = draft.alike.map(({ id }) => ({ value: id, label: labelOf(id) }));
  return (
    <label>
      {words.group}{' '}
      <select
        className="plain-select"
        value={draft.current}
        onChange={({ target }) => change((before) => ({ ...before, current: target.value }))}
      >
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A group by its number, its system and its size. */
function useGroupLabel(): (id: string) => string {
  const words = useWords(ACCEPT_WORDS).alike;
  const textOf = useSystemText();
  const { draft } = useAccepting();
  return (id) => {
    const at = draft.alike.findIndex((one) => one.id === id);
    const faults = serialFaults(draft.machines);
    const count = draft.machines.filter((one) => one.like === id && !faults.has(one.id)).length;
    return words.groupOf(at + 1, textOf(draft.alike[at]), count);
  };
}

/** The system of a group in one text. */
export function useSystemText(): (alike: FoundAlike | undefined) => string {
  const words = useWords(ACCEPT_WORDS).alike;
  return (alike) => {
    if (alike === undefined || alike.state === '') return words.untold;
    const named = [alike.product, alike.edition, alike.version].filter(Boolean).join(' ');
    const state = words.states[alike.state as keyof typeof words.states];
    return alike.state === 'preinstalled' && named !== '' ? named : [state, named].filter(Boolean).join(' ');
  };
}

interface SystemFieldsProps {
  readonly current: FoundAlike;
  readonly set: (changed: Partial<FoundAlike>) => void;
}

function SystemFields({ current, set }: SystemFieldsProps): ReactNode {
  const words = useWords(ACCEPT_WORDS);
  const { agencyCode, contracted, built, isChecked } = useAccepting();
  const { id } = current;
  const fault = (name: string): string | undefined => {
    const found = isChecked ? built.faults.get(`alike.${id}.${name}`) : undefined;
    return found && words.faults[found];
  };
  const lines = linesToCome(contracted).map(({ line, what }) => ({
    ...{ value: line, label: words.alike.lineOf(Number(line), what) },
  }));
  const states = Object.entries(words.alike.states).map(([value, label]) => ({ value, label }));
  const field = (name: 'line' | 'state' | 'product' | 'edition' | 'version' | 'department') => ({
    ...{ name: `alike.${id}.${name}`, label: words.alike[name], value: current[name], error: fault(name) },
    onChange: (value: string) => set({ [name]: value }),
  });
  // What is typed is never hidden: hidden text would be left out.
  const shows = (isTyped: boolean): boolean => current.state !== 'none' || isTyped;
  return (
    <div className="alike-fields">
      {(lines.length > 1 || current.line === '') && (
        <FormField {...field('line')} choices={lines} none={words.alike.choose} />
      )}
      <FormField {...field('state')} choices={states} none={words.alike.choose} />
      {shows(current.product !== '') && <FormField {...field('product')} />}
      {shows(current.edition !== '') && <FormField {...field('edition')} />}
      {shows(current.version !== '') && <FormField {...field('version')} />}
      <FormField {...field('department')} />
      {shows(isProofTyped(current.proof)) && (
        <ProofFields
          {...{ name: `alike.${id}.proof`, agencyCode, proof: current.proof, error: fault('proof') }}
          onChange={(proof) => set({ proof })}
        />
      )}
    </div>
  );
}
