/**
 * What is known of something that is typed and saved by itself.
 *
 *                    a key                 a pause              saved
 *   untouched, saved ──────► unsaved ─────────────► saving ─────────────► saved
 *                               ▲                      │
 *                               │ a key, or by itself  ├─ no answer ─────► away        once the gate is back, and now and then
 *                               └──────────────────────┤  503, 429 ──────► busy        when the gate said, or a while later
 *                                                      ├─ 401 ───────────► signed-out  once somebody has signed in
 *                                                      ├─ other refusals ► refused     with the next key
 *                                                      ├─ 412 ───────────► conflict    once a person has chosen
 *                                                      └─ 404 ───────────► gone        once a person has chosen
 *
 * `other-tab` comes from another tab of the browser, which has the draft. While a person has to choose nothing is sent.
 */
export type SavingState =
  /** Nothing was typed that the gate does not have. */
  | { readonly is: 'untouched' }
  | { readonly is: 'unsaved' }
  | { readonly is: 'saving' }
  | { readonly is: 'saved'; readonly at: string }
  | { readonly is: 'away' }
  | { readonly is: 'busy' }
  | { readonly is: 'signed-out' }
  | { readonly is: 'refused'; readonly refusal: Error }
  /** Another content was saved meanwhile, and the form leaves it to a person which holds. */
  | { readonly is: 'conflict' }
  | { readonly is: 'other-tab' }
  | { readonly is: 'gone'; readonly how: DraftEnd };

/** What became of a draft that is there no more, as far as this page knows. */
export type DraftEnd = 'submitted' | 'removed' | 'unknown';

/** While it is so a person has to choose before anything is sent. */
export function isHeld({ is }: SavingState): boolean {
  return is === 'conflict' || is === 'other-tab' || is === 'gone';
}

/** While it is so it is waited for something other than a pause in typing. */
export function isWaiting({ is }: SavingState): boolean {
  return is === 'away' || is === 'busy' || is === 'signed-out';
}
