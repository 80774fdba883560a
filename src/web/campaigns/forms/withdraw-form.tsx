import { type ReactNode, useState } from 'react';
import type { Called } from '../../client/call.ts';
import { withdrawForm } from '../../client/operations.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import { Proposed } from '../../ui/done.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { useWords } from '../../words/use-words.ts';
import { FORMS_WORDS } from './forms-words.ts';

interface WithdrawFormProps {
  readonly form: string;
  readonly revision: number;
}

/** No campaign is launched with it any more once a second person has signed. */
export function WithdrawForm({ form, revision }: WithdrawFormProps): ReactNode {
  const words = useWords(FORMS_WORDS).withdraw;
  const act = useAct(withdrawForm);
  const [done, setDone] = useState<Called<'withdrawForm'>>();
  if (done) return <Proposed proposal={done.proposal} done={words.done} />;
  return (
    <details className="screen-only">
      <summary>{words.starts}</summary>
      <ReasonForm
        asks={words.reason}
        help={words.help}
        charactersMin={1}
        does={words.does}
        isBusy={act.isBusy}
        refusal={act.refusal}
        onReason={(reason) => void act.send({ path: { form }, body: { revision, reason } }).then(setDone)}
      />
    </details>
  );
}
