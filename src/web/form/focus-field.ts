/** Leads to the field of a name, as a list of what is missing does. */
export function focusField(name: string): void {
  const field = document.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`);
  field?.focus();
}
