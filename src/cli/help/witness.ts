import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate witness init <文件夹> --gate <网址> --vkey <闸口的日志公钥> --name <见证方名称>
      gate witness run <文件夹> [--once]
      gate witness page <文件夹>
      gate witness check <文件夹>
      gate witness trust <文件夹> --vkey <新的日志公钥>
      gate witness accept-gap <文件夹>

见证方保存全部日志记录和最后的检查点，逐条重算散列直至根散列，核对一致性证明，联署检查点；与以前所见不符的一律拒绝。
只用自己的文件夹（同时只由一个 run 使用），从不使用闸口的数据库。密钥（machine 加 log:read、log:cosign，属于审计人员）
放在 GATE_API_KEY 中。

init         建立文件夹和见证方密钥（witness.pem，0600），打印须在闸口登记的公钥
run          每 30 秒核对一次，每日写出当日页；--once 只核对一次。闸口不可用时继续等待；
             有警报时不联署、每次核对都再报警，处理后自行继续
page         重新写出当日页（文本、PDF，中英文，含二维码）到 pages
check        离线重算所存记录的根散列，并与最后的检查点核对
trust        信任闸口的新密钥（旧密钥未能签署其启用记录时）
accept-gap   闸口恢复旧备份并说明缺口之后，由审计机关接受：缺失的记录另存于 lost-… 文件，随后继续见证

run 不因警报结束；退出码取最后一次核对：0 正常，3 警报（分叉、缺口或未知密钥，证据在 alarms），1 其他。`,
  `Usage: gate witness init <folder> --gate <url> --vkey <key of the gate's log> --name <name of the witness>
       gate witness run <folder> [--once]
       gate witness page <folder>
       gate witness check <folder>
       gate witness trust <folder> --vkey <new key of the log>
       gate witness accept-gap <folder>

A witness keeps every leaf and the last checkpoint, hashes the leaves up to the root, compares the proof that the log has
only grown, and cosigns. What does not follow from what it has seen it refuses. It uses its own folder, one run at a time,
and never the gate's database. The key (machine with log:read and log:cosign, of an auditor) is in GATE_API_KEY.

init         makes the folder and the witness's key (witness.pem, 0600); prints the public key to register at the gate
run          looks every 30 seconds, and writes a page every day; --once looks once. A gate that is away is waited for;
             after an alarm it cosigns nothing and says so at every look, until a person has cleared it up
page         writes the page of the day anew (text and PDF, both languages, with a QR code) into pages
check        hashes what is kept here up to the root, and compares the last checkpoint; needs no gate
trust        believes a new key of the gate, where the old one could not sign for it
accept-gap   after the gate has restored an old backup and named the gap: the audit bureau accepts it here; the leaves that
             are missing there are kept in a file lost-…, and the watch goes on

An alarm does not end run; the exit code is that of its last look: 0 all is well, 3 an alarm (a fork, a gap or an unknown
key; the evidence is in alarms), 1 anything else.`,
);
