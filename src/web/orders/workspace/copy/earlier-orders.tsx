import { Button } from 'antd';
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react';
import type { AnswerOf } from '../../../client/operation.ts';
import { getOrder, listOrders } from '../../../client/operations.generated.ts';
import { useRead } from '../../../client/use-gate.ts';
import { writeMoney } from '../../../ui/money.ts';
import { Reading } from '../../../ui/screen.tsx';
import { dayOf } from '../../../ui/time.ts';
import { ORDER_STATE_WORDS } from '../../../words/states.ts';
import { useWords } from '../../../words/use-words.ts';
import { ORDER_WORDS } from '../../order-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { useFieldValue, useOfDraft } from '../use-draft-form.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { hasRows, withCopiedOrder, withCopiedRows, withReplacedRows } from './copied-rows.ts';

const SHOWN = 10;

export interface CopyFromOrderProps {
  readonly currentDraft: () => OrderDraft;
  readonly onCopied: (draft: OrderDraft) => void;
}

/** Earlier orders of the agency, found by their beginnings, each with what can be copied of it. */
export function EarlierOrders({ currentDraft, onCopied }: CopyFromOrderProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).copy;
  const { devices: countOf } = useWords(ORDER_WORDS).list;
  const states = useWords(ORDER_STATE_WORDS);
  const { form } = useWorkplace();
  const agencyCode = useFieldValue(form, 'agencyCode') ?? '';
  const [typed, setTyped] = useState('');
  const [chosen, choose] = useState('');
  const search = useDeferredValue(typed.trim());
  const query = { agencyCode, limit: SHOWN, sort: '-submittedAt' as const, ...(search !== '' && { search }) };
  const orders = useRead(listOrders, { query }, { isWanted: agencyCode !== '' });
  if (agencyCode === '') return <p className="secondary">{words.noAgency}</p>;
  return (
    <div className="copy-from-body">
      <label>
        {words.search}{' '}
        <input
          className="plain-select"
          maxLength={100}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <Reading read={orders}>
        {({ data }) => (
          <>
            {data.items.length === 0 && <p className="empty">{words.none}</p>}
            <ul className="plain-list">
              {data.items.map(({ id, reference, subject, devices, state, total, submittedAt, classified }) => (
                <li key={id}>
                  <button
                    type="button"
                    className="plain-button"
                    aria-expanded={chosen === id}
                    disabled={classified}
                    onClick={() => choose(chosen === id ? '' : id)}
                  >
                    {[reference, subject, countOf(devices ?? 0), total && writeMoney(total)].filter(Boolean).join(' ')}
                  </button>{' '}
                  <span className="tag">{states[state]}</span> <span className="secondary">{dayOf(submittedAt)}</span>
                  {chosen === id && <Lines id={id} {...{ currentDraft, onCopied }} />}
                </li>
              ))}
            </ul>
            {data.next !== null && <p className="secondary">{words.more}</p>}
          </>
        )}
      </Reading>
    </div>
  );
}

function Lines({ id, ...props }: CopyFromOrderProps & { readonly id: string }): ReactNode {
  const order = useRead(getOrder, { path: { id } });
  return <Reading read={order}>{({ data }) => <Choice submission={data.submission} {...props} />}</Reading>;
}

interface ChoiceProps extends CopyFromOrderProps {
  readonly submission: AnswerOf<'getOrder'>['submission'];
}

function Choice({ submission, currentDraft, onCopied }: ChoiceProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).copy;
  const { form, lists } = useWorkplace();
  const isTyped = useOfDraft(form, hasRows);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const known = {
    budgetLines: new Set(lists.budgetLines.map(({ code }) => code)),
    filings: new Set(lists.filings.map(({ number }) => number)),
  };
  const choice = useRef<HTMLFieldSetElement>(null);
  // Newer browsers answer a promise, which is nothing to clean up by.
  useEffect(() => void choice.current?.scrollIntoView({ block: 'nearest' }), []);
  const copyLines = (): void => {
    const lines = submission.lines.filter(({ line }) => chosen.includes(line));
    onCopied(withCopiedRows(currentDraft(), { lines, softwarePlan: [], budgetLines: known.budgetLines }));
  };
  return (
    <fieldset className="merge-choice" ref={choice}>
      <legend>{words.lines}</legend>
      {submission.lines.map(({ line, description, brand, model, quantity, unitPrice }) => (
        <label key={line}>
          <input
            type="checkbox"
            checked={chosen.includes(line)}
            onChange={({ target }) =>
              setChosen(target.checked ? [...chosen, line] : chosen.filter((one) => one !== line))
            }
          />{' '}
          {[line, description, brand, model].filter(Boolean).join(' ')} ·{' '}
          {words.each(quantity, unitPrice ? writeMoney(unitPrice) : '')}
        </label>
      ))}
      <span className="acts">
        <Button size="small" disabled={chosen.length === 0} onClick={copyLines}>
          {words.copyLines(chosen.length)}
        </Button>
        <Button size="small" onClick={() => onCopied(withCopiedOrder(currentDraft(), submission, known))}>
          {isTyped ? words.append : words.copyAll}
        </Button>
        {isTyped && (
          <Button size="small" onClick={() => onCopied(withReplacedRows(currentDraft(), submission, known))}>
            {words.replace}
          </Button>
        )}
      </span>
      <p className="secondary">{words.help}</p>
    </fieldset>
  );
}
