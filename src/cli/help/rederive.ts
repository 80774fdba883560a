import { text } from '../../kernel/index.ts';

export const HELP = text(
  `用法：gate rederive <dec_…>
      gate rederive --all

由 json-rules-engine 重新推导，核对三步：事实 → 结论；订单与采集的数据 → 事实；此前的流水 → 当时的余额。
事实由其他版本推导的差异只列出，不算错误。已删除明细的涉密订单无法推导。退出码：0 一致，1 不一致。`,
  `Usage: gate rederive <dec_…>
       gate rederive --all

Derives again with json-rules-engine, along three arrows: facts to outcome; order and what was gathered to facts; the moves
before it to the balances it saw. Facts that another version derived may differ; that is listed and no fault. A classified
order whose detail was erased cannot be derived. Exit codes: 0 all agrees, 1 something does not.`,
);
