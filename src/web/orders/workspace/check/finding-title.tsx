import type { ReactNode } from 'react';
import { useText } from '../../../words/in-language.ts';
import { titleOfFinding } from '../../../words/rule-titles.ts';
import type { Finding } from './judgement.ts';

/** What stands above a finding. */
export function FindingTitle({ of }: { readonly of: Finding }): ReactNode {
  return useText()(titleOfFinding(of));
}
