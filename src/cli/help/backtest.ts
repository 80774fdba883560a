import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate backtest <规则集编号 | 规则目录> [--from 日期] [--until 日期] [--agency 代码] [--as-if 日期] [--derived] [--json]

对本地数据库中已记录的决定重新评判，不写入任何内容；目录中的规则无需先起草。按提交日期选取，缺省为全部。
--as-if   此日之前的订单，按候选规则集在此日有效的规则和参数评判；缺省为该规则集的生效日期
--derived 一律重新推导事实，用于检验新版本程序
先用当时的规则集核对原记录；不符则报告无效。退出码：0 报告有效，1 无效或出错（包括日期颠倒、没有该单位），
2 所选范围内没有审核决定，什么也没有试算。`,
  `Usage: gate backtest <rule set number | folder of rules> [--from day] [--until day] [--agency code] [--as-if day] [--derived] [--json]

Judges the decisions in the local database anew and writes nothing; rules in a folder need no draft. Chosen by the day of
submission; all of them by default.
--as-if    orders from before this day are judged by what the candidate has in force on it; the day from which it is to be
           in force by default
--derived  derives every fact anew, to try a new version of the program
First each decision is judged by the set of its time, which must say again what was recorded. Exit codes: 0 the report is
valid, 1 it is not, or something failed, such as days that are reversed or an agency that is not there; 2 no decision is
what was asked for, and nothing was tried.`,
);
