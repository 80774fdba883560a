import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate check <订单.json | -> [选项]

  -                  从标准输入读取订单
  --gate <网址>      试算由远程闸口进行（默认 GATE_URL；都没有时用本机数据库）
  --key <密钥>       远程闸口的接口密钥；放在 GATE_API_KEY 中更安全
  --order <ord_…>    作为该订单的变更试算，其原有资金与授权占用视为可用
  --json             输出 JSON，供程序读取

订单内容先按接口约定核对。试算不保存、不预占，也不构成承诺。
退出码：0 通过，2 转人工，3 不予通过，1 其他。`,
  `Usage: gate check <order.json | -> [options]

  -                  read the order from standard input
  --gate <url>       ask a gate elsewhere (default GATE_URL; with neither, the local database)
  --key <key>        your key for it; GATE_API_KEY keeps it out of the list of processes
  --order <ord_…>    check it as an amendment of this order, whose own money and seats count as free
  --json             print JSON for programs

The order is first compared with the contract. A check keeps and reserves nothing, and is no promise.
Exit codes: 0 approved, 2 referred, 3 rejected, 1 anything else.`,
);
