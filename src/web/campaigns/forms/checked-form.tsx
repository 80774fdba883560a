import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import type { Called } from '../../client/call.ts';
import type { Schemas } from '../../client/operation.ts';
import { publishForm } from '../../client/operations.generated.ts';
import { useMay, useSession } from '../../client/session-context.tsx';
import { useAct } from '../../client/use-gate.ts';
import { RegionField } from '../../form/region-field.tsx';
import { EmptySheet } from '../../sheet/empty-sheet.tsx';
import { readSheetForm } from '../../sheet/form-document.ts';
import { Proposed } from '../../ui/done.tsx';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { regionCodeOf, writeRegion } from '../../words/region-names.ts';
import { useWords } from '../../words/use-words.ts';
import { ChangesSince } from './changes-since.tsx';
import { FormFaults } from './form-faults.tsx';
import { FORMS_WORDS } from './forms-words.ts';

interface CheckedFormProps {
  readonly document: object;
  readonly checked: Schemas['CheckedForm'];
}

/** What the gate says of a document: every place that has to be mended, or what it changes and how units will see it. */
export function CheckedForm({ document, checked }: CheckedFormProps): ReactNode {
  const words = useWords(FORMS_WORDS).check;
  const may = useMay();
  const { faults, key, tests, changes } = checked;
  if (faults.length > 0 || key === null)
    return <FormFaults {...{ document, faults }} says={words.faults(faults.length)} />;
  const [form = '', revision] = changes?.since.split('@') ?? [];
  return (
    <>
      <p className="notice" data-kind="done" role="status">
        {words.passed(key, tests)}
      </p>
      {changes === null ? (
        <p>{words.first}</p>
      ) : (
        <section>
          <h2>{words.since(changes.since)}</h2>
          <ChangesSince {...{ document, form }} revision={Number(revision)} />
        </section>
      )}
      {may(publishForm) && <Publish document={document} formKey={key} />}
      <h2>{words.preview}</h2>
      <Preview document={document} />
    </>
  );
}

interface PublishProps {
  readonly document: object;
  readonly formKey: string;
}

interface PublishProps {
  readonly document: object;
  readonly formKey: string;
}

/** Two people publish it, for a region that both reach. It cannot be taken back, so whoever proposes it is asked once more. */
function Publish({ document, formKey }: PublishProps): ReactNode {
  const words = useWords(FORMS_WORDS).check;
  const { grant } = useSession();
  const [region, setRegion] = useState(grant.region ?? '');
  const [isTried, setTried] = useState(false);
  const [done, setDone] = useState<Called<'publishForm'>>();
  const act = useAct(publishForm);
  const code = regionCodeOf(region);
  if (done) return <Proposed proposal={done.proposal} done={words.published} />;
  const publish = async (): Promise<void> => {
    const form = document as Schemas['FormDocument'];
    if (code !== undefined) setDone(await act.send({ body: { region: code, form } }));
  };
  const change = (typed: string): void => {
    setRegion(typed);
    setTried(false);
    act.reset();
  };
  return (
    <TypedForm
      className="reason-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
      }}
    >
      <RegionField
        {...{ label: words.region, name: 'region', value: region, onChange: change }}
        error={isTried && code === undefined ? words.badRegion : undefined}
      />
      {act.refusal && <Refusal of={act.refusal} />}
      {isTried && code !== undefined ? (
        <Sure
          says={words.sure(formKey, writeRegion(code))}
          isBusy={act.isBusy}
          onSure={() => void publish()}
          onNotYet={() => setTried(false)}
        />
      ) : (
        <p className="acts">
          <Button htmlType="submit">{words.publish}</Button>
        </p>
      )}
    </TypedForm>
  );
}

interface SureProps {
  readonly says: string;
  readonly isBusy: boolean;
  readonly onSure: () => void;
  readonly onNotYet: () => void;
}

function Sure({ says, isBusy, onSure, onNotYet }: SureProps): ReactNode {
  const words = useWords(FORMS_WORDS).check;
  return (
    <div className="notice" data-kind="warning" role="alert">
      <p>{says}</p>
      <p className="acts review-acts">
        <Button type="primary" loading={isBusy} onClick={onSure}>
          {words.confirm}
        </Button>
        <Button onClick={onNotYet}>{words.notYet}</Button>
      </p>
    </div>
  );
}

/** What passed is a form, and can be shown as one. */
function Preview({ document }: { readonly document: object }): ReactNode {
  const form = useMemo(() => readSheetForm(document as Schemas['FormDocument']), [document]);
  return <EmptySheet form={form} />;
}
