import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { addressOf } from '../client/call.ts';
import type { Schemas } from '../client/operation.ts';
import {
  createAuditFinding,
  listAuditFindings,
  listLogEntries,
  readOrderDossier,
} from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { DocumentButton } from '../ui/papers/document-button.tsx';
import { useWords } from '../words/use-words.ts';
import { AUDIT_WORDS } from './audit-words.ts';

/** What an audit has of an order: everything on file as one paper, what was found about it, and the way to record more. */
export function OrderAudit({ order }: { readonly order: Pick<Schemas['Order'], 'id' | 'agencyCode'> }): ReactNode {
  const words = useWords(AUDIT_WORDS).order;
  const may = useMay();
  const lang = useLanguage();
  const { id, agencyCode } = order;
  if (!may(listAuditFindings) && !may(readOrderDossier)) return null;
  return (
    <p className="acts screen-only">
      {may(readOrderDossier) && (
        <DocumentButton address={addressOf(readOrderDossier.path, { id }, { format: 'pdf', lang })}>
          {words.dossier}
        </DocumentButton>
      )}
      {may(listAuditFindings) && (
        <Link to="/audit-findings" search={{ order: id }}>
          {words.findings}
        </Link>
      )}
      {may(listLogEntries) && (
        <Link to="/log" search={{ subject: `order/${id}` }}>
          {words.log}
        </Link>
      )}
      {may(createAuditFinding) && (
        <Link to="/audit-findings/new" search={{ order: id, agencyCode }}>
          {words.add}
        </Link>
      )}
    </p>
  );
}
