import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate rules check   [--folder 目录]
       gate rules test    [--folder 目录] [--rule 编号] [--verbose]
       gate rules explain <编号> [--folder 目录]
       gate rules diff    <原目录> [--folder 目录] [--text]

不需要数据库，与持续集成所做的检查相同。--folder 缺省为随程序提供的规则。

check     规则、事实目录、政策参数是否符合规范；逐一指出文件和位置
test      以两种求值器运行规则自带的测试，报告条件覆盖和变异得分；任何一条不合格时退出码为 1
explain   把规则读成终端语言的句子，连同依据
diff      与另一目录比较：增、删、改的规则和参数，以及使新旧规则结论不同的最小实例；
          加 --text 则逐行列出各文件（规则连同文字、依据和测试，以及参数）的差异，采用 unified diff 格式`,
  `Usage: gate rules check   [--folder folder]
       gate rules test    [--folder folder] [--rule id] [--verbose]
       gate rules explain <id> [--folder folder]
       gate rules diff    <earlier folder> [--folder folder] [--text]

Needs no database, and checks what continuous integration does. Without --folder: the rules that the program ships with.

check     whether rules, facts and policy parameters follow the profile; names file and place of everything that does not
test      runs the tests inside the rules on both evaluators, with the coverage of their leaves and their mutation score;
          exits with 1 when any of them is not good enough
explain   a rule as sentences in the language of the terminal, with its legal basis
diff      against another folder: rules and parameters that were added, removed or changed, and for each changed rule the
          smallest case on which the two versions differ; with --text every document line by line instead, rules with
          their wording, basis and tests as well as parameters, as a unified diff`,
);
