import assert from 'node:assert/strict';
import type { Approval } from '../../src/facts/submission.ts';
import type { Office } from './office.ts';

/** The paper of a classified project, with its file, as an open agency adds it to an order. */
export async function classifiedPaper(office: Office): Promise<Approval> {
  const path = `/v1/evidence-files?agencyCode=${office.agencyCode}&name=project.pdf`;
  const scan = {
    bytes: Buffer.from(`%PDF-1.4 ${office.agencyCode}`),
    headers: { 'content-type': 'application/pdf' },
  };
  const { status, body } = await office.officer.send('post', path, scan);
  assert.equal(status, 201, JSON.stringify(body));
  const paper = { document: '荆密〔2026〕3号', issuedBy: '荆州市国家保密局', issuedOn: '2026-05-06' as const };
  return {
    kind: 'classified-project',
    ...paper,
    validUntil: null,
    file: body.hash,
    ground: null,
    lines: null,
    planItems: null,
  } as Approval;
}
