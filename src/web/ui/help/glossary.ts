import type { BothLanguages, Words } from '../../words/use-words.ts';

/** Words of the trade, each in at most two sentences. */
const zh = {
  approved: {
    term: '放行',
    means: '规则全部符合（或已豁免），资金已预占，可以签订合同。到期未签合同的，放行失效，资金退回。',
  },
  referred: { term: '转人工审核', means: '有问题须由财政部门或正版化工作机构的人决定：豁免，或退回。' },
  finding: { term: '审核意见', means: '一条规则对订单某一处的判断，写明位置、依据和改正办法。' },
  waiver: { term: '豁免', means: '两人签署后，在期限内不再计较某条规则的问题。规则不允许豁免的，任何人都不能豁免。' },
  plan: { term: '配置计划', means: '与计算机同时购置或已有授权可用的软件：操作系统、办公软件、杀毒软件等各需多少套。' },
  spare: { term: '结余授权', means: '单位已有而未使用的正版授权，可直接用于新购计算机，不必再买。' },
  reserved: {
    term: '预占',
    means: '订单通过时在预算指标上留出的金额，他人不能再用。签订合同后转为占用，付款后转为支出。',
  },
  proposal: { term: '待签事项', means: '须由第二个人签署才生效的操作。提出的人自己不能签，过期自动作废。' },
  digest: {
    term: '摘要',
    means: '由全部内容算出的一串数字，改动一个字就会不同。您的浏览器当场重算，一致才出现签署按钮。',
  },
  reach: { term: '辖区', means: '您可以看到和办理的单位范围，由安全管理员授予。辖区外的记录与不存在的记录一样显示。' },
  ruleSet: { term: '规则集', means: '同时生效的全部规则，有编号。每个结论都记明按第几号规则集作出。' },
  undertaking: { term: '配置承诺', means: '订单承诺在某日前到位的软件授权。逾期未到位，会挡住该单位后续的订单。' },
};

const en: Words<typeof zh> = {
  approved: {
    term: 'approved',
    means:
      'All rules are met or waived, the money is reserved, and the contract may be signed. Without a contract by its day the approval lapses and the money returns.',
  },
  referred: {
    term: 'referred',
    means: 'A person of the finance bureau or the legalization office has to decide: waive, or turn down.',
  },
  finding: {
    term: 'finding',
    means: 'What one rule says about one place of an order, with its law and how to mend it.',
  },
  waiver: {
    term: 'waiver',
    means:
      'Signed by two people, it lets an order pass in spite of a finding, for some days. What a rule does not allow to waive nobody can waive.',
  },
  plan: {
    term: 'software plan',
    means:
      'What the computers need besides themselves: operating system, office suite, antivirus, and how many seats of each.',
  },
  spare: {
    term: 'spare seats',
    means: 'Genuine licences that the agency has and does not use. They serve new computers without being bought.',
  },
  reserved: {
    term: 'reserved',
    means:
      'Money of a budget line that an approved order keeps for itself. The contract makes it encumbered, the payment spent.',
  },
  proposal: {
    term: 'proposal',
    means: 'An act that a second person has to sign. Whoever made it cannot sign it, and it lapses by itself.',
  },
  digest: {
    term: 'digest',
    means:
      'A number made of all that is asked, which one changed letter changes. Your browser works it out again before it offers a signature.',
  },
  reach: {
    term: 'reach',
    means: 'The agencies whose records you see and work on. What is beyond it looks like what does not exist.',
  },
  ruleSet: {
    term: 'rule set',
    means: 'All rules in force together, with a number. Every decision says by which one it was made.',
  },
  undertaking: {
    term: 'undertaking',
    means: 'Licences that an order promised by a day. What is overdue stops the next orders of the agency.',
  },
};

export const GLOSSARY: BothLanguages<typeof zh> = { zh, en };
export type GlossaryWord = keyof typeof zh;
