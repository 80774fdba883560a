import type { Language } from '../../kernel/index.ts';

/** The digits that stand beside each other on a sheet of A4 upright; a wider table lies across. */
const UPRIGHT_WIDTH = 90;

const FOOT = { 'zh-CN': '第 &P 页，共 &N 页', en: 'Page &P of &N' };

/** Of the library's type of files, which it does not export. */
type PrintFeature = NonNullable<
  NonNullable<Parameters<typeof import('write-excel-file/node').default>[1]>['features']
>[number];

type Tools = typeof import('write-excel-file/utility');

/**
 * What the library has no setting for: as wide as the paper and as many sheets long as it takes, upright or across, the row of
 * titles on each sheet, and its number at its foot. The titles are the last of the rows that stay while one scrolls.
 */
export function printSetup(language: Language, tools: Tools): PrintFeature {
  const { findElement, insertElementMarkupAccordingToOrderOfSiblings: insert, getOrderOfSiblings: orderOf } = tools;
  const inWorksheet = (xml: string, markup: string): string =>
    insert(xml, markup, orderOf('xl/worksheets/sheet{id}.xml', 'worksheet') ?? [], 'worksheet');
  const foot = tools.sanitizeTextContent(`&C${FOOT[language]}`);
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, { columns = [] }) => {
            const width = columns.reduce((sum, column) => sum + (column.width ?? 0), 0);
            const orientation = width > UPRIGHT_WIDTH ? 'landscape' : 'portrait';
            const paper = { paperSize: 9, orientation, fitToWidth: 1, fitToHeight: 0 };
            return [
              '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
              tools.getSelfClosingTagMarkup('pageSetup', paper),
              `<headerFooter><oddFooter>${foot}</oddFooter></headerFooter>`,
            ].reduce(inWorksheet, xml);
          },
        },
        'xl/workbook.xml': {
          transform: (xml, sheets) => {
            const names = findElement(xml, 'definedNames');
            if (!names) throw new Error('the library wrote no place for names');
            const titles = sheets.map(({ sheet = '', stickyRowsCount: row = 1 }, at) => {
              const place = tools.sanitizeTextContent(`'${sheet.replaceAll("'", "''")}'!$${row}:$${row}`);
              return `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${place}</definedName>`;
            });
            return tools.replaceElement(xml, names, `<definedNames>${titles.join('')}</definedNames>`);
          },
        },
      },
    },
  };
}
