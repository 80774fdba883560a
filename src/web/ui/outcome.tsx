import CheckOutlined from '@ant-design/icons/CheckOutlined';
import ClockCircleOutlined from '@ant-design/icons/ClockCircleOutlined';
import CloseOutlined from '@ant-design/icons/CloseOutlined';
import ExclamationOutlined from '@ant-design/icons/ExclamationOutlined';
import QuestionOutlined from '@ant-design/icons/QuestionOutlined';
import SafetyOutlined from '@ant-design/icons/SafetyOutlined';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { OUTCOME_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';

/** What a judgement can be: each has a colour in the tokens and an icon here. */
export type Judgement = 'approved' | 'referred' | 'rejected' | 'indeterminate' | 'waived' | 'warning';

const ICONS: { readonly [judgement in Judgement]: typeof CheckOutlined } = {
  approved: CheckOutlined,
  referred: ClockCircleOutlined,
  rejected: CloseOutlined,
  indeterminate: QuestionOutlined,
  waived: SafetyOutlined,
  warning: ExclamationOutlined,
};

/** Beside a word that says the same. */
export function JudgementIcon({ of }: { readonly of: Judgement }): ReactNode {
  const Icon = ICONS[of];
  return <Icon aria-hidden="true" />;
}

/** An outcome by icon, word and colour, in that order of importance. */
export function OutcomeTag({ outcome }: { readonly outcome: Schemas['Outcome'] }): ReactNode {
  const words = useWords(OUTCOME_WORDS);
  return (
    <span className="tag" data-kind={outcome}>
      <JudgementIcon of={outcome} /> {words[outcome]}
    </span>
  );
}
