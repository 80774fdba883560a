import type { Schemas } from '../client/operation.ts';
import type { CheckName } from '../proof/check.ts';
import type { BothLanguages, Words } from '../words/use-words.ts';

type Reason = Schemas['CertificateVerification']['reason'];
type CheckWords = {
  readonly [name in CheckName]: { readonly good: (about: string) => string; readonly bad: (about: string) => string };
};
type ReasonWords = { readonly [reason in Reason]: string };

const checksZh: CheckWords = {
  form: { good: () => '格式完整。', bad: () => '内容不完整，或不是闸口放行证的格式。' },
  certificateKey: {
    good: (kid) => `签名公钥为闸口所公布：${kid}`,
    bad: (kid) => `闸口公布的公钥中没有这一把：${kid}`,
  },
  certificateSignature: {
    good: () => '签名有效：签署之后，内容一字未改。',
    bad: () => '签名与内容不符：内容或签名被改动过，或不是由该公钥签署。',
  },
  issuer: {
    good: (name) => `由本闸口签发：${name}`,
    bad: (name) => `所写的签发者不是本闸口：${name}`,
  },
  inclusion: {
    good: (index) => `已在此浏览器中重新计算：该记录是日志的第 ${index} 条。`,
    bad: (index) => `证明不成立：按所给的哈希值计算，第 ${index} 条不是该记录。记录、序号、哈希值或检查点被改动过。`,
  },
  checkpointForm: {
    good: () => '检查点可读。',
    bad: () => '没有可读的检查点。刚作出的决定约一分钟后才有，届时请重新下载回执。',
  },
  log: {
    good: (name) => `属于本闸口的日志：${name}`,
    bad: (name) => `属于另一份日志：${name}`,
  },
  checkpointKey: {
    good: (key) => `检查点签名公钥为闸口所公布：${key}`,
    bad: (key) => (key === '' ? '检查点上没有本闸口任何公钥的签名。' : `该公钥可能已泄露，其签名不足为凭：${key}`),
  },
  checkpointSignature: {
    good: (size) => `检查点签名有效：日志共 ${size} 条。`,
    bad: (size) => `检查点签名无效：大小（${size}）、根哈希或签名被改动过，或由他人签署。`,
  },
  cosignature: {
    good: (name) => `见证方联署有效：${name} 见过同一份日志。`,
    bad: (name) => `见证方联署无效：${name} 的签名与此检查点不符，或签于其停止见证之后。`,
  },
};

const reasonsZh: ReasonWords = {
  valid: '现在有效',
  'not-genuine': '本系统不认可此放行证',
  expired: '已过有效期',
  withdrawn: '订单已撤回',
  redeemed: '已核销',
  cancelled: '平台已放弃此次采购',
  contracted: '已签合同',
  terminated: '合同已终止',
  replaced: '已被后来的决定取代',
  unknown: '由闸口签署，但闸口没有这笔订单或决定',
};

const verdictsZh: ReasonWords = {
  valid: '真实有效，可以用于采购',
  'not-genuine': '并非真品：本系统不认可此放行证，请勿采信',
  expired: '真实，但已过有效期，不能再用',
  withdrawn: '真实，但订单已撤回，不能再用',
  redeemed: '真实，但平台已用于采购，不能再用',
  cancelled: '真实，但平台用过后放弃了采购，不能再用',
  contracted: '真实，但已用于签订合同，不能再用',
  terminated: '真实，但合同已终止，不能再用',
  replaced: '真实，但已被后来的决定取代，不能再用',
  unknown: '闸口没有这笔订单或决定，请勿采信',
};

const zh = {
  title: '查验',
  intro:
    '用手机扫描放行证上的二维码，或把 PDF 文件拖到这里。也可以粘贴放行证、回执或检查点的全文。查验在此浏览器中进行。',
  text: '要查验的内容',
  file: '或选择文件',
  submit: '查验',
  empty: '这里会列出每一项检查的结果；还没有要查验的内容。',
  tooLarge: '文件超过 2 MB；放行证、回执和检查点都远小于此。',
  unread: '未能识别。放行证是以两个点分成三段的文字，回执是 JSON 或以 c2sp.org/tlog-proof 开头，检查点末行以 — 开头。',
  pdfWithout:
    '这份 PDF 里没有放行证原文：可能是扫描件，或另行打印、转存过。请用闸口下载的 PDF 原件，或用手机扫描其上的二维码。',
  number:
    '编号不能证明放行证的真伪，谁都可以抄写。请用手机扫描放行证上的二维码，或把放行证的 PDF 文件拖到这里；放行证的全文也在二维码所载网址的 # 号之后。',
  kinds: { certificate: '放行证', receipt: '回执', checkpoint: '检查点' },
  good: '通过',
  bad: '不通过',
  verdicts: verdictsZh,
  genuine: '签名真实；订单现状尚未查明',
  allGood: (kind: string) => `${kind}的各项检查均通过`,
  notGood: (kind: string) => `${kind}有检查未通过，请勿采信`,
  checksTitle: '检查',
  saysTitle: '所载内容',
  compare:
    '请与纸面逐项核对：以下内容由闸口签署，纸面与此不符的，请勿采信。采购明细、数量和供应商未写在签名之内，此页无法核对。',
  saysUnproven: '以下内容未获证实。',
  reference: '订单编号',
  agency: '采购单位',
  total: '总额（元）',
  decidedAt: '决定时间',
  until: '有效期至',
  order: '闸口订单号',
  size: '日志条数',
  others: '其他签名',
  othersHelp: (names: string) => `${names}（闸口没有登记其公钥，此页不检查）`,
  witnesses: '见证方联署',
  cosignedAt: (name: string, when: string) => `${name}（${when}）`,
  noWitness: '没有见证方联署此检查点。',
  standsTitle: '订单现状',
  standing: '放行证',
  state: '订单状态',
  limitTitle: '此页能证明什么',
  limit: '此页和公钥都来自闸口。闸口若不诚实，此页不能证明任何事。',
  operatorsTitle: '供运维人员：不依赖闸口的查验',
  operators: '请用另行保存的公钥运行 gate verify --receipt，并核对见证方的联署。',
  checks: checksZh,
  reasons: reasonsZh,
};

const checksEn: CheckWords = {
  form: { good: () => 'It is whole.', bad: () => 'It is not whole, or not in the form of a certificate of a gate.' },
  certificateKey: {
    good: (kid) => `The gate publishes the key that signed: ${kid}`,
    bad: (kid) => `This key is not among those that the gate publishes: ${kid}`,
  },
  certificateSignature: {
    good: () => 'The signature holds: nothing was changed since it was signed.',
    bad: () => 'The signature does not fit: the content or the signature was changed, or another key signed it.',
  },
  issuer: {
    good: (name) => `This gate issued it: ${name}`,
    bad: (name) => `It names another issuer than this gate: ${name}`,
  },
  inclusion: {
    good: (index) => `Computed again in this browser: the record has log index ${index}.`,
    bad: (index) =>
      `The proof does not hold: by these hashes log index ${index} is not this record. The record, its index, a hash or the checkpoint was changed.`,
  },
  checkpointForm: {
    good: () => 'The checkpoint can be read.',
    bad: () =>
      'There is no readable checkpoint. A new decision has one after about a minute; download the receipt then.',
  },
  log: {
    good: (name) => `It is of the log of this gate: ${name}`,
    bad: (name) => `It is of another log: ${name}`,
  },
  checkpointKey: {
    good: (key) => `The gate publishes the key that signed the checkpoint: ${key}`,
    bad: (key) =>
      key === ''
        ? 'No key of this gate signed the checkpoint.'
        : `Somebody else may have this key, so its signature is not enough: ${key}`,
  },
  checkpointSignature: {
    good: (size) => `The signature of the checkpoint holds: the log has ${size} ${size === '1' ? 'leaf' : 'leaves'}.`,
    bad: (size) =>
      `The signature of the checkpoint does not hold: its size (${size}), its root or the signature was changed, or somebody else signed it.`,
  },
  cosignature: {
    good: (name) => `The witness ${name} cosigned it: it has seen the same log.`,
    bad: (name) =>
      `The cosignature of the witness ${name} does not fit this checkpoint, or was made after the witness had ended.`,
  },
};

const reasonsEn: ReasonWords = {
  valid: 'valid now',
  'not-genuine': 'the gate does not accept this certificate',
  expired: 'its time is over',
  withdrawn: 'the order was withdrawn',
  redeemed: 'redeemed',
  cancelled: 'the platform gave the purchase up',
  contracted: 'the order is under contract',
  terminated: 'the contract was ended',
  replaced: 'replaced by a later decision',
  unknown: 'the gate signed it, but has no such order or decision',
};

const verdictsEn: ReasonWords = {
  valid: 'Genuine and valid: the order may be bought as approved',
  'not-genuine': 'Not genuine: the gate does not accept this certificate. Do not rely on it',
  expired: 'Genuine, but its time is over: it can no longer be used',
  withdrawn: 'Genuine, but the order was withdrawn: it can no longer be used',
  redeemed: 'Genuine, but a platform has bought with it: it can no longer be used',
  cancelled: 'Genuine, but used by a platform that gave the purchase up: it can no longer be used',
  contracted: 'Genuine, but a contract was signed on it: it can no longer be used',
  terminated: 'Genuine, but its contract was ended: it can no longer be used',
  replaced: 'Genuine, but replaced by a later decision: it can no longer be used',
  unknown: 'The gate has no such order or decision. Do not rely on it',
};

const en: Words<typeof zh> = {
  title: 'Verify',
  intro:
    'Scan the QR code of the certificate with a phone, or drop its PDF here. The whole text of a certificate, a receipt or a checkpoint can be pasted too. This browser checks it.',
  text: 'What to verify',
  file: 'Or choose a file',
  submit: 'Verify',
  empty: 'Every check is listed here with its result; there is nothing to verify yet.',
  tooLarge: 'The file is larger than 2 MB; certificates, receipts and checkpoints are much smaller.',
  unread:
    'This was not recognised. A certificate is one text of three parts with two dots, a receipt is JSON or begins with c2sp.org/tlog-proof, the last line of a checkpoint begins with —.',
  pdfWithout:
    'This PDF does not hold the text of a certificate: it may be a scan, or was printed or saved anew. Take the PDF as the gate gave it out, or scan its QR code with a phone.',
  number:
    'A number proves nothing about a certificate: anybody can copy one. Scan the QR code of the certificate with a phone, or drop its PDF here; the whole text of the certificate also stands behind the # of the address that the code holds.',
  kinds: { certificate: 'certificate', receipt: 'receipt', checkpoint: 'checkpoint' },
  good: 'holds',
  bad: 'fails',
  verdicts: verdictsEn,
  genuine: 'Genuinely signed; how its order stands is not known yet',
  allGood: (kind) => `Every check of the ${kind} holds`,
  notGood: (kind) => `A check of the ${kind} fails. Do not rely on it`,
  checksTitle: 'Checks',
  saysTitle: 'What it says',
  compare:
    'Compare these with the paper: the gate signed them, so a paper that says otherwise is not to be relied on. Goods, quantities and supplier are not part of what is signed, and cannot be checked here.',
  saysUnproven: 'None of this is proven.',
  reference: 'Order number',
  agency: 'Agency',
  total: 'Total (yuan)',
  decidedAt: 'Decided at',
  until: 'Valid until',
  order: 'Order at the gate',
  size: 'Leaves of the log',
  others: 'Other signatures',
  othersHelp: (names) => `${names} (the gate has no key of theirs; not checked here)`,
  witnesses: 'Witnesses',
  cosignedAt: (name, when) => `${name} (${when})`,
  noWitness: 'No witness has cosigned this checkpoint.',
  standsTitle: 'How the order stands now',
  standing: 'Certificate',
  state: 'State of the order',
  limitTitle: 'What this page proves',
  limit: 'This page and the keys come from the gate. Against a dishonest gate it proves nothing.',
  operatorsTitle: 'For operators: verifying without the gate',
  operators:
    'Run gate verify --receipt with keys that you kept elsewhere, and compare the cosignatures of the witness.',
  checks: checksEn,
  reasons: reasonsEn,
};

export const VERIFY_WORDS: BothLanguages<typeof zh> = { zh, en };
