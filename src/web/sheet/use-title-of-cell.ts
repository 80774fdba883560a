import { useText } from '../words/in-language.ts';
import type { SheetForm } from './form-document.ts';

/** What a cell of a form is called; one that the form does not know by its id. */
export function useTitleOfCell(form: SheetForm): (id: string) => string {
  const text = useText();
  return (id) => {
    const cell = form.cell(id);
    return cell === undefined ? id : text(cell.title);
  };
}
