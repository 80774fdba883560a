import { text } from '../../kernel/index.ts';
import { KIND_NAMES } from '../import/import-kinds.ts';

export const HELP = text(
  `用法：gate import <种类> <文件.csv> [选项]

种类：${KIND_NAMES.join('、')}

  --dry-run           只核对并逐行报告，不写入
  --encoding <编码>   utf-8（默认）或 gb18030（GBK、GB 2312 均可）
  --unit <单位>       预算指标金额的单位：yuan（元）或 wan-yuan（万元）；文件中已写明时不必给出
  --agency <代码>     既有资产属于哪个单位（统一社会信用代码）；文件中已写明时不必给出
  --channel <方式>    licences 的授权方式（如 volume、subscription）；文件中已写明时不必给出
  --seen-on <日期>    detail-ledger 的盘点日期；文件中已写明时不必给出
  --gate <网址>       导入到远程闸口（默认 GATE_URL；都没有时用本机数据库）
  --key <密钥>        远程闸口的接口密钥；放在 GATE_API_KEY 中更安全
  --json              输出 JSON，供程序读取

须两人办理的种类（供应商、软件产品、预算指标等）以自己的密钥导入时，提交为待签事项，由另一人签署后生效。
预算指标（budget-lines）可用财政系统导出的 CSV 或 XLSX，表头为中文；已存在的指标金额不同时记为调整。
既有资产：detail-ledger 软件使用情况明细表、maintenance-ledger 软件安装维护情况明细表、summary-ledger 汇总表（只比对）、
snipe-assets 与 licences 为 Snipe-IT 导出或自有清单（CSV、XLSX），scans 为 GLPI 或 OCS Inventory 的 JSON，
或其客户端写出的 XML，可给多个文件。
未确认的软件名称不登记，随建议列出；以 software-names 确认后再次导入即可。
其他种类首行为列名，与接口字段同名。各行互不影响：已存在且内容相同的不变，内容不同的拒绝。
对本机数据库导入只在初始设置期间可用，之后请以自己的密钥通过 --gate 导入。
退出码：0 全部导入、不变或已提交待签，1 有被拒绝的行。`,
  `Usage: gate import <kind> <file.csv> [options]

Kinds: ${KIND_NAMES.join(', ')}

  --dry-run           check and report every row, write nothing
  --encoding <name>   utf-8 (default) or gb18030 (also for GBK and GB 2312)
  --unit <unit>       what amounts of budget lines count: yuan or wan-yuan; not needed where the file says it
  --agency <code>     whose the existing inventory is (credit code); not needed where the file says it
  --channel <way>     how licences are authorised, as volume or subscription; not needed where the file says it
  --seen-on <day>     the day of a detail ledger's survey; not needed where the file says it
  --gate <url>        import into a gate elsewhere (default GATE_URL; with neither, the local database)
  --key <key>         your key for it; GATE_API_KEY keeps it out of the list of processes
  --json              print JSON for programs

What takes two people (suppliers, products, budget lines …) is proposed when you import it with a key of your own, and is
done once another person has signed it.
Budget lines come as finance systems export them, CSV or XLSX with Chinese headings; other amounts of a line are a revision.
Existing inventory: detail-ledger, maintenance-ledger and summary-ledger (only compared) are the official ledgers,
snipe-assets and licences are exports of Snipe-IT or lists of your own (CSV, XLSX), scans are JSON of GLPI or OCS
Inventory or XML of their agents, of which you may name several files. Names of software that nobody has confirmed are listed with suggestions
and not entered; confirm them with software-names and import the file again.
Of other kinds the first row names the columns as the API names the fields. Rows stand alone: what is there with the same
content stays, other content is refused. The local database takes imports during set-up only; later import with a key of
your own.
Exit codes: 0 all imported, unchanged or proposed, 1 some rows were refused.`,
);
