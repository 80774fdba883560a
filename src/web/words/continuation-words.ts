import type { BothLanguages, Words } from './both-languages.ts';

/** What two checkpoints of the log have been found to be, by how many leaves each has. */
const zh = {
  same: (older: string) => `两个检查点相同：都是 ${older} 条，根哈希一致。`,
  grown: (older: string, newer: string) =>
    `已在此浏览器中证明：${newer} 条的日志以 ${older} 条的日志为开头，原有记录一条未改。`,
  changed: (older: string, newer: string) =>
    `没有得到证明：按闸口给出的证明计算，${newer} 条的日志不以 ${older} 条的日志为开头。请保存两份检查点，交审计部门和见证方核验。`,
  forked: (older: string) =>
    `闸口对 ${older} 条的日志签署了两个不同的根哈希：日志有两个版本。请保存两份检查点，交审计部门和见证方核验。`,
  unsigned: () => '其中一个检查点没有本闸口有效的签名：可能属于另一个闸口，或者被改动过。无法据以证明。',
  shorter: (_older: string, newer: string) =>
    `闸口现在给出的日志不到 ${newer} 条，而它签署过 ${newer} 条的检查点。可能恢复过备份；请保存检查点，并向系统管理员和审计部门核实。`,
  seenUnsigned: () =>
    '此浏览器上次见到的检查点，按闸口现在公布的公钥没有有效的签名：签名公钥可能被更换，或已不足为凭。没有作比较；请保存检查点，交审计部门核实。',
  nowUnsigned: () => '闸口给出的最新检查点没有有效的签名，所以没有作比较，也没有记住它。请告知审计部门。',
};

const en: Words<typeof zh> = {
  same: (older) => `The two checkpoints are the same: ${older} leaves with the same root hash.`,
  grown: (older, newer) =>
    `Proven in this browser: the log of ${newer} leaves begins with the log of ${older} leaves, unchanged.`,
  changed: (older, newer) =>
    `It is not proven: by the proof that the gate gives, the log of ${newer} leaves does not begin with the log of ${older} leaves. Keep both checkpoints and give them to the audit bureau and the witness.`,
  forked: (older) =>
    `The gate has signed two root hashes for ${older} leaves: there are two versions of the log. Keep both checkpoints and give them to the audit bureau and the witness.`,
  unsigned: () =>
    'One of the checkpoints has no good signature of this gate: it may be of another gate, or was changed. It proves nothing.',
  shorter: (_older, newer) =>
    `What the gate shows of its log now ends before ${newer} leaves, though it has signed a checkpoint of so many. A backup may have been restored; keep the checkpoint, and ask the system administrator and the audit bureau.`,
  seenUnsigned: () =>
    'By the keys that the gate publishes now, the checkpoint that this browser saw last has no good signature: a key may have been replaced, or is no longer believed. Nothing was compared; keep the checkpoint and give it to the audit bureau.',
  nowUnsigned: () =>
    'The newest checkpoint that the gate gives has no good signature, so it was neither compared nor remembered. Tell the audit bureau.',
};

export const CONTINUATION_WORDS: BothLanguages<typeof zh> = { zh, en };
