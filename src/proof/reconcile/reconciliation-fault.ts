import { type Text, text } from '../../kernel/index.ts';
import { type AccountFault, type AccountName, describeFaultOf, type FaultyAccount } from '../../ledger/index.ts';

/** Something that does not add up. `expected` and `found` are short texts. */
export interface ReconciliationFault extends Omit<AccountFault, 'check'> {
  readonly check: AccountFault['check'] | 'plan-filing' | 'history';
  /** Whose it is, as far as that can still be told. */
  readonly agencyCode: string | null;
  /** The account whose figures it puts in doubt; null for what is no account. */
  readonly account: AccountName | null;
}

export function describeReconciliationFault({ check, ...fault }: ReconciliationFault): Text {
  if (check !== 'plan-filing' && check !== 'history') return describeFaultOf({ check, ...fault });
  const { subject, of, expected, found } = fault;
  const words = WORDS[check];
  return text(
    `${subject}：${words['zh-CN']} ${of} 应为 ${expected}，实为 ${found}`,
    `${subject}: ${words.en} ${of} should be ${expected} and is ${found}`,
  );
}

const WORDS: Readonly<Record<'plan-filing' | 'history', Text>> = {
  'plan-filing': text(
    '采购计划备案已用金额与订单不符，',
    'what the filing counts as used is not what orders put on it;',
  ),
  history: text('历史索引与订单内容不符，', 'what history is counted by is not what the body says;'),
};

/** The accounts that are put in doubt, each with everything that was found about it. */
export function faultyAccounts(unreconciled: readonly ReconciliationFault[]): readonly FaultyAccount[] {
  const byName = new Map<string, AccountName & { readonly faults: AccountFault[] }>();
  for (const { account: name, check, subject, of, expected, found } of unreconciled) {
    if (name === null || check === 'plan-filing' || check === 'history') continue;
    const key = `${name.accountKind}/${name.account}`;
    const account = byName.get(key) ?? { ...name, faults: [] };
    account.faults.push({ check, subject, of, expected, found });
    byName.set(key, account);
  }
  return [...byName.values()];
}
