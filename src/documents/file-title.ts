import { dayOf, type Language } from '../kernel/index.ts';
import { type ReportTable, textIn } from './report-table.ts';

type Named = Pick<ReportTable<never>, 'whose' | 'title' | 'printedAt'>;

/** What people call the file, as they file papers: 单位-编号-类型-日期. What a paper has not is left out. */
export function fileTitle({ whose = {}, title, printedAt }: Named, language: Language): string {
  return [whose.agency, whose.number, textIn(title, language), dayOf(printedAt)].filter(Boolean).join('-');
}
