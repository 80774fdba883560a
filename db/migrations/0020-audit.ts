import {
  creditCode,
  day,
  id,
  logIndex,
  longText,
  optionalId,
  optionalLabel,
  optionalWord,
  tableStatements,
  word,
} from '../columns.ts';
import { step } from '../step.ts';

export const steps = [
  // What the audit bureau found, and what was answered to it; every change is a leaf.
  step('0020-audit-findings', (engine) =>
    tableStatements(engine, 'audit_findings', {
      columns: [
        id('id'),
        creditCode('agency_code'),
        optionalId('order_id'),
        word('severity'),
        longText('text'),
        optionalWord('rule'),
        optionalLabel('legal_basis'),
        day('due_on'),
        word('state'),
        optionalId('raised_by'),
        day('raised_on'),
        longText('steps'),
        logIndex(),
      ],
      key: ['id'],
      indexes: {
        audit_findings_by_agency: ['agency_code', 'id'],
        audit_findings_by_order: ['order_id'],
        audit_findings_due: ['state', 'due_on'],
      },
    }),
  ),
];
