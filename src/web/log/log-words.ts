import type { BothLanguages, Words } from '../words/both-languages.ts';

const zh = {
  list: { export: '导出全部日志' },
  person: { label: '人员（编号，可按姓名选）', bad: '请从列表中选择人员' },
  leaf: {
    title: '存证',
    back: '存证日志',
    earlier: '上一条',
    later: '下一条',
    missing: '日志中还没有这一条。',
    print: '打印',
    receipt: '下载回执',
    what: '种类',
    at: '时间',
    subject: '对象',
    person: '人员',
    program: (key: string) => `接口密钥 ${key}`,
    bySystem: '系统',
    beyond: '不在您的管辖范围',
    hash: '哈希值',
    hashHere: '由全文在此浏览器中算出',
    proofTitle: '证明',
    recordTitle: '记录内容',
    sealed: '姓名、电话、理由等在日志中只有加盐的摘要，所以这里看不到原文。',
    noText: '全文不在您的管辖范围，只能证明它的哈希值在日志中。',
    exact: '逐字原文',
    verdicts: {
      proven: (size: string) => `此浏览器已由全文重新计算：这条记录在闸口签署的、共 ${size} 条的日志之中。`,
      hashProven: (size: string) =>
        `此浏览器已重新计算：这个哈希值在闸口签署的、共 ${size} 条的日志之中；全文未向您显示，哈希值与全文是否相符没有查验。`,
      unsigned: (size: string) =>
        `此浏览器已重新计算：它的哈希值在日志现有的 ${size} 条之中，但还没有检查点签署到这一条。闸口一般在一分钟内签署。`,
      unproven: (size: string) =>
        `没有得到证明：按闸口给出的内容计算，这条记录与共 ${size} 条的日志不符。请保留此页，并请审计部门核验。`,
    },
    limit: '此页和公钥都来自闸口。不依赖闸口的查验见 /verify 页的说明。',
  },
  checkpoint: {
    title: '检查点',
    back: '全部检查点',
    missing: '没有这个条数的检查点。',
    origin: '日志',
    size: '条数',
    signedAt: '签署时间',
    root: '根哈希',
    cosignatures: '见证方联署',
    exact: '检查点全文',
    signature: '签名',
    compare: '一致性',
    other: '与哪个检查点比较',
    otherHelp: '填条数，或粘贴另行保存的检查点全文；空着则与最新的比较。',
    unread: '这不是检查点的全文，也不是条数。',
    only: '这就是最新的检查点。请填另一个的条数，或粘贴另行保存的全文。',
  },
};

const en: Words<typeof zh> = {
  list: { export: 'Export the log' },
  person: { label: 'Person, by id or name', bad: 'Choose a person from the list' },
  leaf: {
    title: 'Leaf of the log',
    back: 'Log',
    earlier: 'The one before',
    later: 'The next one',
    missing: 'The log has no such leaf yet.',
    print: 'Print',
    receipt: 'Download the receipt',
    what: 'What',
    at: 'Logged at',
    subject: 'Subject',
    person: 'Person',
    program: (key) => `API key ${key}`,
    bySystem: 'the system',
    beyond: 'beyond your reach',
    hash: 'Hash',
    hashHere: 'computed in this browser from the text',
    proofTitle: 'Proof',
    recordTitle: 'What the record says',
    sealed: 'Of names, telephone numbers and reasons the log has salted digests only, so their texts are not here.',
    noText: 'The text is beyond your reach; only that its hash is in the log can be proven to you.',
    exact: 'Exact text',
    verdicts: {
      proven: (size) =>
        `This browser computed it again from the text: the record is in the log of ${size} leaves that the gate has signed.`,
      hashProven: (size) =>
        `This browser computed it again: the hash is in the log of ${size} leaves that the gate has signed. You are not shown the text, so nobody has checked that the hash is of it.`,
      unsigned: (size) =>
        `This browser computed it again: its hash is in the log of now ${size} leaves, but no checkpoint is signed over it yet. The gate signs within a minute or so.`,
      unproven: (size) =>
        `It is not proven: by what the gate has told, the record does not fit the log of ${size} leaves. Keep this page, and ask the audit bureau to verify the log.`,
    },
    limit: 'This page and the keys come from the gate. How to check without trusting it stands on the page /verify.',
  },
  checkpoint: {
    title: 'Checkpoint',
    back: 'All checkpoints',
    missing: 'There is no checkpoint of this size.',
    origin: 'Log',
    size: 'Leaves',
    signedAt: 'Signed at',
    root: 'Root hash',
    cosignatures: 'Cosignatures of witnesses',
    exact: 'Exact text of the checkpoint',
    signature: 'Signature',
    compare: 'Consistency',
    other: 'Compare it with',
    otherHelp: 'Write a number of leaves, or paste a checkpoint that you keep elsewhere; empty stands for the newest.',
    unread: 'This is neither the text of a checkpoint nor a number of leaves.',
    only: 'This is the newest checkpoint. Write the number of leaves of another one, or paste one that you keep elsewhere.',
  },
};

export const LOG_WORDS: BothLanguages<typeof zh> = { zh, en };
