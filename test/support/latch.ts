/** A promise and what resolves it: how a test puts events into an order, where it would otherwise sleep. */
export function latch() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}
