import type { Tx } from '../../db/index.ts';
import type { ReadinessProbe } from '../../http/readiness.ts';
import { type Instant, plusDays, text } from '../../kernel/index.ts';
import { findLastLeafOfType } from '../../log/index.ts';
import { RIGHTS_DIFFERED } from './record-differing.ts';

const WARN_DAYS = 7;

/** Somebody changed rows that give rights, and was refused: for a week whoever watches the gate reads of it. */
export async function findRightsWarnings(tx: Tx, at: Instant): Promise<readonly ReadinessProbe[]> {
  const last = await findLastLeafOfType(tx, { type: RIGHTS_DIFFERED, at });
  if (!last || plusDays(last.at, WARN_DAYS) <= at) return [];
  const detail = text(
    `${last.at} 发现数据库中的权限与日志不符：请查看第 ${last.logIndex} 条记录，并运行 gate verify。`,
    `Rows gave rights that the log does not give at ${last.at}: see leaf ${last.logIndex} and run gate verify.`,
  );
  return [{ name: 'rights', ok: true, detail }];
}
