import type { Schemas } from '../client/operation.ts';
import type { BothLanguages, Words } from '../words/use-words.ts';

type Kinds = { readonly [kind in Schemas['InTrayEntry']['kind']]: (count: number) => string };

const kindsZh: Kinds = {
  'order-to-mend': () => '未通过的订单，请修改后重报',
  'order-waiting': () => '订单正在等待人工审核',
  'order-lapsing': () => '订单即将失效，请尽快签订合同',
  'delivery-to-accept': () => '已签合同的订单，等待到货验收',
  'undertaking-overdue': () => '配置承诺已逾期',
  'finding-to-answer': () => '审计问题，请答复',
  'order-to-review': () => '订单等您审核',
  'order-to-pay': () => '已验收的订单，等待付款',
  'payment-to-credit': () => '已付款的设备退了货，请登记红字发票',
  'proposal-to-sign': () => '事项等您签署',
  'answer-to-judge': () => '对审计问题的答复，请审定',
  'finding-overdue': () => '审计问题，单位逾期未答复',
  'finding-unanswered': () => '审计问题，单位尚未答复，未到期限',
  'rule-set-drafted': () => '规则集草案，尚未生效',
  'draft-to-answer': () => '草稿送您审阅',
  'draft-returned': () => '您的草稿被退回，请修改',
  'draft-agreed': () => '您的草稿已获同意，可以提交',
  'filing-due': () => '报表待报送',
  'filing-returned': () => '报表被退回，请修改后重报',
  'score-to-answer': () => '考核评分，请由审批人认可或提出异议',
  'rectification-overdue': () => '整改事项逾期未答复',
  'rectification-to-answer': () => '整改事项，请整改并答复',
  'filing-to-read': () => '单位报送的报表，请审核',
  'objection-to-answer': () => '单位对考核评分提出异议，请答复',
  'rectification-to-judge': () => '整改答复，请审核',
  'own-proposal-open': () => '您提交的事项，仍等他人签署，到期即失效',
  'time-to-answer': () => '单位申请延期报送，请答复',
  'campaign-to-close': () => '报送任务已过截止日期，请关闭',
};

function some(one: string, several: string): (count: number) => string {
  return (count) => (count === 1 ? one : several);
}

const kindsEn: Kinds = {
  'order-to-mend': some(
    'order was rejected: mend it and submit it again',
    'orders were rejected: mend and submit them again',
  ),
  'order-waiting': some('order waits for a review', 'orders wait for a review'),
  'order-lapsing': some('order will soon lapse: sign the contract', 'orders will soon lapse: sign the contracts'),
  'delivery-to-accept': some(
    'order is under contract and waits for its delivery to be accepted',
    'orders are under contract and wait for their deliveries to be accepted',
  ),
  'undertaking-overdue': some('promised licence is overdue', 'promised licences are overdue'),
  'finding-to-answer': some('audit finding is to be answered', 'audit findings are to be answered'),
  'order-to-review': some('order is for you to review', 'orders are for you to review'),
  'order-to-pay': some('order is accepted: enter the payment', 'orders are accepted: enter the payments'),
  'payment-to-credit': some(
    'order is overpaid since machines went back: enter the credit note',
    'orders are overpaid since machines went back: enter the credit notes',
  ),
  'proposal-to-sign': some('proposal is for you to sign', 'proposals are for you to sign'),
  'answer-to-judge': some('answer to an audit finding is to be judged', 'answers to audit findings are to be judged'),
  'finding-overdue': some(
    'answer of an agency to an audit finding is overdue',
    'answers of agencies to audit findings are overdue',
  ),
  'finding-unanswered': some(
    'audit finding has no answer yet, and its day is not over',
    'audit findings have no answer yet, and their days are not over',
  ),
  'rule-set-drafted': some('draft rule set is not in force', 'draft rule sets are not in force'),
  'draft-to-answer': some('draft waits for your opinion', 'drafts wait for your opinion'),
  'draft-returned': some('draft of yours was returned: mend it', 'drafts of yours were returned: mend them'),
  'draft-agreed': some('draft of yours was agreed to: submit it', 'drafts of yours were agreed to: submit them'),
  'filing-due': some('form is to be filed', 'forms are to be filed'),
  'filing-returned': some(
    'filing was returned: mend it and file it again',
    'filings were returned: mend them and file them again',
  ),
  'score-to-answer': some(
    'score waits for the approver to agree or object',
    'scores wait for the approver to agree or object',
  ),
  'rectification-overdue': some('rectification is overdue', 'rectifications are overdue'),
  'rectification-to-answer': some(
    'rectification is to be made and answered',
    'rectifications are to be made and answered',
  ),
  'filing-to-read': some('filing is for you to review', 'filings are for you to review'),
  'objection-to-answer': some('objection to a score is to be answered', 'objections to scores are to be answered'),
  'rectification-to-judge': some(
    'answer about a rectification is to be judged',
    'answers about rectifications are to be judged',
  ),
  'own-proposal-open': some(
    'proposal of yours still waits for others to sign, and lapses by itself',
    'proposals of yours still wait for others to sign, and lapse by themselves',
  ),
  'time-to-answer': some('agency asks for more time: answer it', 'agencies ask for more time: answer them'),
  'campaign-to-close': some('campaign is past its day: close it', 'campaigns are past their day: close them'),
};

const zh = {
  title: '待办',
  none: '没有等您处理的事项。需要您做的事会出现在这里。',
  kinds: kindsZh,
  proposed: (orders: number) => `其中 ${orders} 件已提请豁免，等待签署`,
  urgent: (count: number) => `其中 ${count} 项已到期或今明两天到期`,
  dueFirst: (day: string) => `最早 ${day}`,
};

const en: Words<typeof zh> = {
  title: 'To do',
  none: 'Nothing waits for you. What you have to do will appear here.',
  kinds: kindsEn,
  proposed: (orders) => `${orders} of them ${orders === 1 ? 'has' : 'have'} a waiver that waits for a signature`,
  urgent: (count) => `${count} overdue or due by tomorrow`,
  dueFirst: (day) => `first on ${day}`,
};

export const HOME_WORDS: BothLanguages<typeof zh> = { zh, en };
