import { Button } from 'antd';
import type { ReactNode } from 'react';
import { addressOf } from '../../client/call.ts';
import type { Operation, OperationId } from '../../client/operation.ts';
import { useMay } from '../../client/session-context.tsx';
import { useLanguage } from '../appearance/use-preferences.ts';
import { DocumentButton } from './document-button.tsx';

interface ReportLinksProps {
  readonly report: Operation<OperationId>;
  /** What stands in the address of the report. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: object;
  /** What the workbook and the paper are called here. */
  readonly words: { readonly workbook: string; readonly print: string; readonly page?: string };
}

/** A report as a workbook, as a paper and as a page where that has a name, in the language that is read; nothing for whoever may not have it. */
export function ReportLinks({ report, path = {}, query = {}, words }: ReportLinksProps): ReactNode {
  const may = useMay();
  const lang = useLanguage() === 'en' ? 'en' : 'zh-CN';
  if (!may(report)) return null;
  const address = (format: string): string => addressOf(report.path, path, { ...query, format, lang });
  return (
    <>
      <DocumentButton address={address('xlsx')}>{words.workbook}</DocumentButton>
      <DocumentButton address={address('pdf')}>{words.print}</DocumentButton>
      {words.page !== undefined && (
        <Button href={address('html')} target="_blank" rel="noreferrer">
          {words.page}
        </Button>
      )}
    </>
  );
}
