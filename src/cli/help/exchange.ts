import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate exchange <文件夹> [选项]

  --watch            持续监看；不用此项则只办理一次。文件均在 2 秒不再变化后办理
  --template         写出 template.csv：全部列名和一张示例订单
  --gate <网址>      闸口（默认 GATE_URL）
  --key <密钥>       提交订单的密钥（采购经办人，或 machine 加 orders:write、orders:read）；放在 GATE_API_KEY 中更安全

in        放入订单：.json（一张订单或订单数组，同 POST /v1/orders）、.csv（UTF-8 或 GB18030）、.xlsx
          表格每行为一项计算机及其软件配置，订单编号相同的行为一张订单；列名用中文或英文；表格不能填报的
          （如一行多个预算指标、批件）用 JSON。以“.”“~”开头或以 .tmp、.part 结尾的文件不读取：请先以这样的
          名称写完，再改名。按文件名的顺序办理
out       <文件名>.results.json 和 .results.csv：每张订单的结论、意见、依据与改正办法（并指出行和列）；
          <文件名>/<订单编号>.jws：通过订单的放行证。.results.json 最后写出：有它即全部齐备。
          多次未能审核的文件留在 in 继续尝试，<文件名>.undecided.txt 和 .undecided.json 说明原因，办理后自行删除
done      已办理的文件；refused 为无法读取的文件，<文件名>.reason.txt 和 .reason.json 说明原因

每个文件办理一次：内容相同的文件，其订单全部通过并有放行证的不再提交，否则重新询问当前结论；不予通过的订单更正后
请用新的订单编号，或通过 HTTP 变更原订单；同名而内容不同的以摘要区分，不覆盖任何文件。订单以单位和订单编号识别，
中断后再次运行不会产生第二张订单。闸口不可用时文件留在 in。一个文件夹同时只由一个进程办理。
退出码：0 全部办理，2 有文件或订单未受理或暂无放行证，1 其他（文件留在 in）。`,
  `Usage: gate exchange <folder> [options]

  --watch            go on; without it once. Either way a file is taken when it has not changed for 2 seconds
  --template         write template.csv: every column, and one order as an example
  --gate <url>       the gate (default GATE_URL)
  --key <key>        of whoever submits (procurement officer, or machine with orders:write and orders:read); GATE_API_KEY
                     keeps it out of the list of processes

in        takes orders: .json (one or an array, as POST /v1/orders takes them), .csv (UTF-8 or GB18030), .xlsx. A row of
          a table is one kind of computer with the software planned for it, and rows with one reference are one order;
          columns are named in Chinese or English; what a table cannot say, as several budget lines for a row or an
          approval, comes as JSON. Names that begin with . or ~ or end with .tmp or .part are left alone: write under
          such a name, then rename. Files are taken in the order of their names
out       <file>.results.json and .results.csv: the outcome of each order, with findings, basis and remedies, by row and
          column; <file>/<reference>.jws: the certificates of those that are approved. The JSON is written last: once it
          is there, everything is. A file that could not be decided several times stays in in and is tried again;
          <file>.undecided.txt and .json say why, until it is answered
done      the files that were answered; refused has those that cannot be read, and <file>.reason.txt and .json say why

Each file once: the same content is not sent again once all its orders are approved and have certificates; until then it is
answered with what stands now. After a no, a corrected order needs a new reference, or is an amendment over HTTP. A name
that was used gets the digest of its content, and no file is written over. An order is known by its agency and reference,
so a run after a crash makes no second one. While the gate is away files stay in in. One process at a time works on a
folder.
Exit codes: 0 everything was answered, 2 some files or orders were refused or lack a certificate yet, 1 anything else (files
stay in in).`,
);
