/** Talks to the gate like any other client; an answer that is not the wanted one ends the seeding. */
export interface GateClient {
  readonly post: <Body>(
    path: string,
    body: object,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<TaggedAnswer<Body>>;
  readonly get: <Body>(path: string) => Promise<TaggedAnswer<Body>>;
}

export interface TaggedAnswer<Body> {
  readonly body: Body;
  readonly etag: string;
}

/** Without a key it is nobody, as whoever sets a password by an invitation. */
export function gateClient(url: string, key?: string): GateClient {
  const authorization: Record<string, string> = key === undefined ? {} : { Authorization: `Bearer ${key}` };
  const send = async <Body>(path: string, init: RequestInit): Promise<TaggedAnswer<Body>> => {
    const response = await fetch(`${url}${path}`, { ...init, headers: { ...authorization, ...init.headers } });
    const text = await response.text();
    if (!response.ok) throw new Error(`the demo's ${path} was answered with ${response.status}: ${text}`);
    return { body: JSON.parse(text) as Body, etag: response.headers.get('etag') ?? '' };
  };
  const json = { 'Content-Type': 'application/json' };
  return {
    post: (path, body, headers) =>
      send(path, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) }),
    get: (path) => send(path, { method: 'GET' }),
  };
}
