import { inSnapshot } from '../db/index.ts';
import { sendDocument, VARY, writeDocumentFile } from '../documents/index.ts';
import { actorOf } from '../http/actor-of.ts';
import type { Handler } from '../http/operation.ts';
import type { KeyFolder } from '../log/index.ts';
import { getCertificate, toClaimsBody } from '../orders/index.ts';
import { findAgency } from './find-agency.ts';
import { writeCertificate } from './pdf-certificate.ts';
import type { ReportDeps } from './report-handler.ts';

export interface CertificateDeps extends ReportDeps {
  readonly keys: KeyFolder;
}

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
    const { claims, token, order, agency } = await inSnapshot(db, async (tx) => {
      const question = { actor, decision: req.params.id, at, origin, folder };
      const found = await getCertificate(tx, question);
      return { ...found, agency: await findAgency(tx, found.claims.agencyCode, actor.grant) };
    });
    const { format } = req.query;
    const accepted = req.accepts(['application/json', 'application/jose', 'application/pdf']);
    switch (format === undefined ? accepted : `application/${format}`) {
      case 'application/pdf': {
        const page = { claims, token, order, agencyName: agency?.name ?? claims.agencyCode, madeAt: at };
        const file = await writeDocumentFile((append) => writeCertificate(page, append));
        return sendDocument(res, { file: file, format: 'pdf', name: `certificate-${claims.jti}` });
      }
      case 'application/jose':
        res.status(200).set('Vary', VARY).type('application/jose').send(token);
        return;
      default:
        res
          .status(200)
          .set('Vary', VARY)
          .json({ certificate: token, claims: toClaimsBody(claims) });
    }
  };
}
