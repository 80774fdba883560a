import { Button } from 'antd';
import type { ReactNode } from 'react';
import { SavedLine } from '../../form/saving/saved-line.tsx';
import { useSaving } from '../../form/saving/use-saver.ts';
import { useLanguage } from '../../ui/appearance/use-preferences.ts';
import { yuanOf } from '../../ui/fen.ts';
import { writeMoney } from '../../ui/money.ts';
import { useWords } from '../../words/use-words.ts';
import { capitalsOf } from './body/capitals.ts';
import { orderTotal, rowsNotCounted } from './body/order-sums.ts';
import type { Autosave } from './draft/use-autosave.ts';
import { UndoActs } from './history/undo-acts.tsx';
import type { History } from './history/use-history.ts';
import { useOfDraft } from './use-draft-form.ts';
import { useWorkplace } from './workspace-context.ts';
import { WORKSPACE_WORDS } from './workspace-words.ts';

interface BottomBarProps {
  readonly isBusy: boolean;
  readonly onCheck: () => void;
  readonly onSubmit: () => void;
  readonly saved: Pick<Autosave, 'subscribe' | 'snapshot'>;
  readonly history: History;
}

/** What all comes to, in figures and in capitals, and the two acts. */
export function BottomBar({ isBusy, onCheck, onSubmit, saved, history }: BottomBarProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  return (
    <footer className="bottom-bar">
      <Total />
      <Saved saved={saved} />
      <span className="bottom-acts">
        <UndoActs history={history} />
        <Button onClick={onCheck}>{words.check}</Button>
        <Button type="primary" loading={isBusy} onClick={onSubmit}>
          {words.submit}
        </Button>
      </span>
    </footer>
  );
}

function Saved({ saved }: Pick<BottomBarProps, 'saved'>): ReactNode {
  return <SavedLine state={useSaving(saved).state} />;
}

/** Capitals are how Chinese papers spell an amount; no reader of English can check it by them. */
function Total(): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  const language = useLanguage();
  const { form } = useWorkplace();
  const fen = useOfDraft(form, orderTotal);
  const open = useOfDraft(form, rowsNotCounted);
  return (
    <span>
      {words.total} <strong className="numeric">{writeMoney(yuanOf(fen))}</strong>{' '}
      {language === 'zh-CN' && <span className="secondary capitals">{capitalsOf(fen)}</span>}
      {open > 0 && <span className="secondary"> {words.notCounted(open)}</span>}
    </span>
  );
}
