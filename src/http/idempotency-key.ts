interface HasHeaders {
  get(name: string): string | undefined;
}

/** The caller's own key for a creating request, or undefined. The contract has checked its form. */
export function idempotencyKeyOf(req: HasHeaders): string | undefined {
  return req.get('idempotency-key');
}
