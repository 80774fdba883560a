import { type Actor, Refusal, text } from '../../kernel/index.ts';
import type { Difference } from '../../log/index.ts';

/**
 * Somebody whose rights are about to count: who signs in, proposes or signs, and whoever did so earlier when the act is carried
 * out. What the caller was taken for may be two seconds old, so it is compared with the log as well as the rows.
 */
export interface Claimant {
  readonly personId: string;
  /** The key or session; absent for somebody who is only signing in. */
  readonly keyId?: string;
  /** As the caller was let in; absent for somebody who is not asking at present. */
  readonly caller?: Pick<Actor, 'role' | 'grant'> & { readonly secretHash: string };
}

/** Names what differs and not by what: whoever reads it may be the one who changed it. */
export function differingName({ table, key, field }: Difference): string {
  return `${table}${field === null ? '' : `.${field}`} ${key}`;
}

/** Rows of the database give a right that the log does not give: nothing is done by it, and it stays told in the log. */
export function rowsDiffer(differences: readonly Difference[]): Refusal {
  const names = differences.map(differingName);
  const message = text(
    `数据库中的以下内容与日志不符，未予办理：${names.join('；')}。该情况已记入日志，请立即告知系统管理员和审计人员。`,
    `These rows are not what the log says, so nothing was done: ${names.join('; ')}. The log records that they differ: tell the system administrator and the auditors at once.`,
  );
  return new Refusal('forbidden', 'access.rows_differ', message);
}
