import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { checkForm } from '../../client/operations.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import { FormField } from '../../form/form-field.tsx';
import { FilePick } from '../../ui/file-pick/file-pick.tsx';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Screen } from '../../ui/screen.tsx';
import { useWords } from '../../words/use-words.ts';
import { CheckedForm } from './checked-form.tsx';
import { FORMS_WORDS } from './forms-words.ts';
import { readFormText } from './read-form-text.ts';

interface Judged {
  readonly text: string;
  readonly document: object;
  readonly checked: Schemas['CheckedForm'];
}

/** A form as a document: what is wrong with it and where, what it changes, and the way to publish it. */
export function CheckFormScreen(): ReactNode {
  const words = useWords(FORMS_WORDS);
  const [text, setText] = useState('');
  const [unread, setUnread] = useState<string>();
  const [judged, setJudged] = useState<Judged>();
  const act = useAct(checkForm);
  const check = async (): Promise<void> => {
    const { document, fault } = readFormText(text, words.check);
    setUnread(fault);
    setJudged(undefined);
    if (document === undefined) return;
    const told = await act.send({ body: { form: document as Schemas['FormDocument'] } });
    if (told) setJudged({ text, document, checked: told.data });
  };
  return (
    <Screen title={words.check.title} acts={<Link to="/forms">{words.back}</Link>}>
      <p className="secondary">{words.check.says}</p>
      <TypedForm
        className="reason-form"
        onSubmit={(event) => {
          event.preventDefault();
          void check();
        }}
      >
        <FileField onText={setText} />
        <FormField
          label={words.check.document}
          name="document"
          value={text}
          error={unread}
          onChange={setText}
          isLong
          lines={12}
        />
        {act.refusal && <Refusal of={act.refusal} />}
        <p className="acts">
          <Button type="primary" htmlType="submit" loading={act.isBusy}>
            {words.check.does}
          </Button>
        </p>
      </TypedForm>
      {judged && judged.text !== text && <p className="secondary">{words.check.stale}</p>}
      {judged && judged.text === text && <CheckedForm key={judged.text} {...judged} />}
    </Screen>
  );
}

function FileField({ onText }: { readonly onText: (text: string) => void }): ReactNode {
  const words = useWords(FORMS_WORDS).check;
  const id = useId();
  return (
    <div className="form-field">
      <label htmlFor={id}>{words.file}</label>
      <FilePick
        id={id}
        accept=".json,application/json"
        onChange={({ target }) => void target.files?.[0]?.text().then(onText)}
      />
    </div>
  );
}
