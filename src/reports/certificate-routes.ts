import { inSnapshot } from '../db/index.ts';
import { fileTitle, sendDocument, VARY, writeDocumentFile } from '../documents/index.ts';
import { actorOf } from '../http/actor-of.ts';
import type { Handler } from '../http/operation.ts';
import { text } from '../kernel/index.ts';
import type { KeyFolder } from '../log/index.ts';
import { getCertificate, toClaimsBody } from '../orders/index.ts';
import { findAgency } from './find-agency.ts';
import { writeCertificate } from './pdf-certificate.ts';
import type { ReportDeps } from './report-handler.ts';

export interface CertificateDeps extends ReportDeps {
  readonly keys: KeyFolder;
}

/** The paper is in both languages, and is filed under the Chinese one. */
const TITLE = text('放行证', 'Certificate');

/** The certificate of an order: for programs, and as a page that goes into the file of the purchase. */
export function certificateHandler({
  db,
  clock,
  origin,
  keys: folder,
}: CertificateDeps): Handler<'getDecisionCertificate'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const at = clock();
    const format = req.query.format ?? acceptedOf(req);
    const { claims, token, submission, redemption, end, agency } = await inSnapshot(db, async (tx) => {
      const question = { actor, decision: req.params.id, at, origin, folder, isForFile: format === 'pdf' };
      const found = await getCertificate(tx, question);
      return { ...found, agency: await findAgency(tx, found.claims.agencyCode, actor.grant) };
    });
    switch (format) {
      case 'pdf': {
        const agencyName = agency?.name ?? claims.agencyCode;
        const page = { claims, token, submission, redemption, end, agencyName, madeAt: at };
        const file = await writeDocumentFile((append) => writeCertificate(page, append));
        const whose = { agency: agencyName, number: claims.reference };
        const title = fileTitle({ whose, title: TITLE, printedAt: at }, 'zh-CN');
        return sendDocument(res, { file, format: 'pdf', name: `certificate-${claims.jti}`, title });
      }
      case 'jose':
        res.status(200).set('Vary', VARY).type('application/jose').send(token);
        return;
      case 'json':
        res
          .status(200)
          .set('Vary', VARY)
          .json({ certificate: token, claims: toClaimsBody(claims) });
    }
  };
}

const ACCEPTED = { 'application/json': 'json', 'application/jose': 'jose', 'application/pdf': 'pdf' } as const;
type CertificateType = keyof typeof ACCEPTED;
const TYPES = Object.keys(ACCEPTED) as CertificateType[];

function acceptedOf(req: { accepts(types: string[]): string | false }): (typeof ACCEPTED)[CertificateType] {
  const accepted = req.accepts(TYPES);
  return ACCEPTED[TYPES.find((type) => type === accepted) ?? 'application/json'];
}
