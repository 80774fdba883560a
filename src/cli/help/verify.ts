import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate verify [--known <检查点文件 | 条数:根散列>]… [--vkey <公钥>]…
      gate verify --receipt <文件> --vkey <公钥>…
      gate verify --export <文件> --vkey <公钥>…

重新计算每条记录的散列、整棵树和根，与已签署的检查点核对，再将各表与日志逐条核对。只读，不修复任何内容。
请把检查点（GET /v1/log/checkpoint）和公钥（GET /v1/log/keys）保存在本机以外：只有用 --known 给出，才能发现整库换成
旧备份、整体改写并重新签署，或检查点被删除；见证方的每日页上有条数和根散列。给出 --vkey 的，检查点文件须由其签署。
既能提交订单又能验收或付款的旧密钥会逐一列出，不影响退出码。
--receipt 核验回执，--export 核验导出的日志（从 0 起；其后各段依次接在同一文件中），均不需要数据库。
退出码：0 一致，1 不一致，2 导出的日志中最后的记录尚无人签署。`,
  `Usage: gate verify [--known <file of a checkpoint | size:root>]… [--vkey <key>]…
       gate verify --receipt <file> --vkey <key>…
       gate verify --export <file> --vkey <key>…

Hashes every leaf anew, up to the root and the checkpoints that were signed, and compares the tables with what the log says.
It only reads, and repairs nothing. Keep checkpoints (GET /v1/log/checkpoint) and keys (GET /v1/log/keys) on another
machine: only against those given with --known an old backup, a log that was rewritten and signed again, or a checkpoint
that was deleted can be found; the witness prints size and root every day. With --vkey, such a key must have signed the
file. Keys of before that submit orders and accept or pay as well are named, whatever the exit code. --receipt checks a
receipt and --export an exported log (from leaf 0, later parts put behind it in one file), both without a database.
Exit codes: 0 all agrees, 1 something does not, 2 nobody has signed for the last leaves of an export.`,
);
