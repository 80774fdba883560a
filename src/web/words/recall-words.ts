import type { BothLanguages, Words } from './use-words.ts';

const zh = {
  title: '撤回本任务',
  says: '仅用于不应发起的任务，例如重复发起。正常结束请关闭报送任务。',
  tries: '试算撤回影响',
  expected: '应报单位',
  filings: '已报送的报表（保留可查，不再计入汇总）',
  heldUp: '因本任务逾期而影响采购的单位（撤回后即不再影响）',
  rectifications: '由本任务报表产生、尚未核销的整改事项（一并作废）',
  voided: (count: number) => `将作废的整改事项（${count} 项）`,
  cut: (count: number) => `仅列出前 ${count} 项。`,
  none: '没有需要作废的整改事项。',
  columns: { number: '编号', unit: '单位', title: '问题' },
  reason: '撤回原因',
  reasonHelp: '须两人办理，撤回后不能恢复。原因写入存证日志，单位可见。等待签署的报表和关闭申请在签署时会被拒绝。',
  does: '提请撤回',
  awaiting: (who: string) => `撤回已提请，还需签署：${who}。`,
  done: '已撤回。',
  toSign: '撤回待签署',
  recalled: '该报送任务已撤回：单位不再需要报送，已报送的报表只供查阅，不计入汇总，也不影响采购。',
  state: '任务已撤回',
  sentence: '”。撤回后单位不再需要报送，已报报表不计入汇总，由其产生的整改事项一并作废。',
  undone: '撤回的影响',
};

const en: Words<typeof zh> = {
  title: 'Recall this campaign',
  says: 'Only for what should not have been launched, such as a campaign that was launched twice. A campaign that is over is closed.',
  tries: 'See what it would undo',
  expected: 'Agencies that are expected to file',
  filings: 'Filings, which stay readable and count in no sum any more',
  heldUp: 'Agencies whose orders it holds up, and from then on does not',
  rectifications: 'Rectifications that its filings opened and that are not over, which become void',
  voided: (count) =>
    count === 1 ? 'The rectification that becomes void' : `The ${count} rectifications that become void`,
  cut: (count) => `Only the first ${count} are shown.`,
  none: 'No rectification becomes void.',
  columns: { number: 'Number', unit: 'Agency', title: 'Problem' },
  reason: 'Why it is recalled',
  reasonHelp:
    'Two people do it, and it cannot be brought back. The reason goes into the log, and the agencies read it. Filings and a closing that wait to be signed are refused at their signature.',
  does: 'Propose the recall',
  awaiting: (who) => `The recall is proposed, still to be signed by: ${who}.`,
  done: 'Recalled.',
  toSign: 'recall to be signed',
  recalled:
    'This campaign was recalled: nothing has to be filed, what was filed can be read, counts in no sum and holds up no order.',
  state: 'campaign recalled',
  sentence:
    '”. Nothing has to be filed for it any more, what was filed counts in no sum, and the rectifications that it opened become void.',
  undone: 'What the recall undoes',
};

export const RECALL_WORDS: BothLanguages<typeof zh> = { zh, en };
