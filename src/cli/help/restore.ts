import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate restore <备份文件夹> [--known <检查点>]… [--newest]
      gate restore --accept-gap --known <检查点> [--newest] --reason <理由>

核对备份，写入空数据库（DATABASE_MIGRATION_URL，默认 DATABASE_URL），更新结构，再核验日志。中断后重新运行即可；
未完成的数据库不会被当作完整的数据库。

  --known <检查点>   数据库以外所知的日志状态：检查点文件，或 <条数>:<根散列>，可给多个。有见证方的，
                     请在见证方处现在运行 gate witness page，取其所印；早先的每日页不说明备份之后的事
  --newest           声明 --known 中最大者就是见证方此刻所见的最后状态
  --accept-gap       备份之后已答复的决定缺失时，以一条日志说明缺口并继续；缺失的记录在见证方处
  --reason <理由>    为什么接受，记入日志

外部所知不超过备份时，恢复自行记入日志并继续。外部所知更多（或日志曾有见证而未以 --known 和 --newest 给出其
最后状态）时，闸口只供查询，受理业务一律答复 503 log.gap，直到说明缺口；备份中的表与其日志不一致，或日志旁的签名、
列、子树有误时也是如此。注意：备份之后吊销的密钥、撤销的授权、更改的口令和删除的文字会恢复原状，须逐一重做。
退出码：0 完成，2 已恢复但须先说明缺口或不一致，1 其他。`,
  `Usage: gate restore <backup> [--known <checkpoint>]… [--newest]
       gate restore --accept-gap --known <checkpoint> [--newest] --reason <reason>

Checks the backup, fills an empty database with it (DATABASE_MIGRATION_URL, by default DATABASE_URL), brings the schema up
to date and verifies the log. Interrupted, it is run again; until it has ended nobody takes the database for a whole one.

  --known <checkpoint>  what is known of the log outside the database: the file of a checkpoint, or <size>:<root>; may
                        be given several times. Where there is a witness, run gate witness page there now and take what it
                        prints: the page of an earlier day tells nothing of what came after the backup
  --newest              says that the largest --known is the last that the witness has seen by now
  --accept-gap          where acknowledged decisions after the backup are missing: says so in the log, which then goes
                        on; the witness holds the leaves that are missing
  --reason <reason>     why this is accepted, for the log

Where nothing more is known outside than the backup holds, the log notes the restore and goes on. Where more is known (or
the log had a witness whose last state is not given with --known and --newest) the gate only shows what it has and answers
every act with 503 log.gap, until somebody says what the gap is; so it does where tables of the backup differ from its log,
or a signature, a column or a kept subtree beside the leaves is wrong. Mind: keys that were revoked, roles that were taken,
passwords that were changed and texts that were erased after the backup are what they were before; do it again. Exit codes:
0 done, 2 restored but somebody must say first what is missing or differs, 1 anything else.`,
);
