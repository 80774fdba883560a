import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { createRegisterStatement, listRegisterStatements } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAll } from '../client/use-all.ts';
import { useAct } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import { refusalByField } from '../form/refusal-by-field.ts';
import { Done } from '../ui/done.tsx';
import { TypedForm } from '../ui/leaving/typed-form.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { today } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import type { SavedDraft } from './filing-keeper.ts';
import { KINDS, newlyStated, type StatedKind, type StatedOfKind, standingOf } from './stated-kinds.ts';
import { STATED_LISTS_WORDS } from './stated-lists-words.ts';

interface StatedListsProps {
  readonly campaign: Schemas['Campaign'];
  readonly draft: SavedDraft;
}

/** What the unit says of its lists: without its word the gate counts nothing of them. Beside forms that are counted of them. */
export function StatedLists({ campaign, draft }: StatedListsProps): ReactNode {
  const words = useWords(STATED_LISTS_WORDS);
  const may = useMay();
  const query = { agencyCode: draft.reporter };
  const isShown = may(createRegisterStatement) && may(listRegisterStatements);
  const { items, isRead } = useAll(listRegisterStatements, { query }, { isWanted: isShown });
  if (!isShown || !isRead) return null;
  const standing = standingOf(items);
  const open = KINDS.filter((kind) => [undefined, 'partial'].includes(standing[kind]));
  return (
    <details className="screen-only stated-lists">
      <summary>{words.title(open.length)}</summary>
      <p>{words.why}</p>
      <p className="secondary">{draft.prefill.length > 0 ? words.isCounted : words.isNotCounted(campaign.asOfOn)}</p>
      <Stating agencyCode={draft.reporter} standing={standing} />
    </details>
  );
}

interface StatingProps {
  readonly agencyCode: string;
  readonly standing: Schemas['StatedKinds'];
}

function Stating({ agencyCode, standing }: StatingProps): ReactNode {
  const words = useWords(STATED_LISTS_WORDS);
  const act = useAct(createRegisterStatement);
  const [chosen, setChosen] = useState<Schemas['StatedKinds']>({});
  const [isTried, setTried] = useState(false);
  const [stated, setStated] = useState<Schemas['RegisterStatement']>();
  const kinds = newlyStated(standing, chosen);
  const isNothing = Object.keys(kinds).length === 0;
  const { told, rest } = refusalByField(act.refusal, (pointer) => KINDS.find((kind) => pointer === `/kinds/${kind}`));
  const choices = (['none', 'whole', 'partial'] as const).map((value) => ({ value, label: words.stated[value] }));
  const choose = (kind: StatedKind, value: string): void => {
    act.reset();
    setStated(undefined);
    setChosen((before) => ({ ...before, [kind]: value === '' ? undefined : (value as StatedOfKind) }));
  };
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (isNothing) return;
    const sent = await act.send({ body: { agencyCode, asOfOn: today(), kinds } });
    if (sent === undefined) return;
    setStated(sent.data);
    setChosen({});
    setTried(false);
  };
  return (
    <TypedForm className="reason-form" onSubmit={(event) => void send(event)} noValidate>
      {KINDS.map((kind) => (
        <FormField
          key={kind}
          label={words.kinds[kind]}
          name={`stated-${kind}`}
          choices={choices}
          none={words.unstated}
          value={chosen[kind] ?? standing[kind] ?? ''}
          onChange={(value) => choose(kind, value)}
          error={told[kind]}
        />
      ))}
      {rest !== null && Object.keys(told).length === 0 && <Refusal of={rest} />}
      {isTried && isNothing && <p className="field-error">{words.nothingNew}</p>}
      {stated && <Done>{words.done(Object.keys(stated.kinds).length, stated.asOfOn)}</Done>}
      <p className="acts">
        <Button htmlType="submit" loading={act.isBusy}>
          {words.does}
        </Button>
      </p>
    </TypedForm>
  );
}
