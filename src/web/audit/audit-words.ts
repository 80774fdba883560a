import type { BothLanguages, Words } from '../words/both-languages.ts';

const zh = {
  order: { dossier: '订单档案（PDF）', findings: '本订单的审计问题', add: '登记审计问题', log: '存证日志中的记录' },
};

const en: Words<typeof zh> = {
  order: {
    dossier: 'Dossier of the order (PDF)',
    findings: 'Audit findings on this order',
    add: 'Record an audit finding',
    log: 'Its leaves in the log',
  },
};

export const AUDIT_WORDS: BothLanguages<typeof zh> = { zh, en };
