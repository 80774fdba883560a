import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate backup <新文件夹> [--since <较早的备份>] [--with-keys]
      gate backup --verify <备份文件夹>

在同一时刻的快照中写出每张表（压缩的 JSON 行）、佐证文件和 manifest.json（日志条数、根散列、各文件散列）。
全部写入磁盘后文件夹才得到自己的名称；中断时留下的 <名称>.part-… 不是备份，可以删除。
与数据库种类无关：SQLite 的备份可恢复到 MariaDB，反之亦然。

  --since <备份>   较早备份中已有的佐证文件以硬链接代替复制；每份备份仍各自完整
  --with-keys      同时备份签名私钥。得到这份备份的人可以冒充本闸口签名：须加密并另行保管
  --verify         不需要数据库，核对全部散列，并由日志记录重新计算根散列

会话、登录失败次数、未完成的动态口令登记和租约不备份。GATE_TOTP_KEY、GATE_WEBHOOK_SECRET、
GATE_LICENCE_KEY_SECRET 不在备份中，请另行保管。
退出码：0 完成，2 完成但闸口已缺少部分佐证文件，1 未完成或核对不符。`,
  `Usage: gate backup <new folder> [--since <earlier backup>] [--with-keys]
       gate backup --verify <backup>

Writes every table as of one moment (compressed lines of JSON), the proofs, and manifest.json with size and root of the log
and the digest of every file. The folder gets its name when all of it is on the disk; what an interrupted one has left,
<name>.part-…, is no backup and may be deleted. The engine does not matter: a backup of SQLite is restored into MariaDB,
and the other way round.

  --since <backup>   proofs that an earlier backup has are linked instead of copied; each backup is whole all the same
  --with-keys        with the private keys. Whoever has such a backup can sign as this gate: encrypt it and keep it apart
  --verify           needs no database: compares every digest, and hashes the leaves of the log up to the root

Not in it are sessions, failed sign-ins, enrolments that were only begun, and leases; nor GATE_TOTP_KEY, GATE_WEBHOOK_SECRET
and GATE_LICENCE_KEY_SECRET, which are kept apart. Exit codes: 0 done, 2 done but the gate itself lacks some proofs, 1 not
done, or something differs.`,
);
