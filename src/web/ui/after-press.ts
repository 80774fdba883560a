/** What waits for the mouse to be let go of; nothing while it is not down. */
let waiting: (() => void)[] | undefined;

function letGo(): void {
  const all = waiting;
  waiting = undefined;
  // The click comes right after the mouse is let go of, and finds all where it was.
  setTimeout(() => {
    for (const act of all ?? []) act();
  });
}

if (typeof window !== 'undefined') {
  window.addEventListener(
    'mousedown',
    ({ target }) => {
      // A choice acts as soon as it is pressed, and keeps to itself that it was let go of.
      if (!(target instanceof HTMLSelectElement)) waiting ??= [];
    },
    true,
  );
  for (const end of ['mouseup', 'dragend', 'keydown']) window.addEventListener(end, letGo, true);
}

/**
 * Does something at once, or while the mouse is down as soon as it is let go of. What makes the page shorter has to wait: a
 * button that moves away between press and release is not clicked.
 */
export function afterPress(act: () => void): void {
  if (waiting === undefined) act();
  else waiting.push(act);
}
