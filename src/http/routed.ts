import type { Route } from './route-table.ts';

const routes = new WeakMap<object, Route>();

export function setRoute(req: object, route: Route): void {
  routes.set(req, route);
}

/** The operation that a request is for. Everything after the router may rely on it. */
export function routeOf(req: object): Route {
  const route = routes.get(req);
  if (!route) throw new Error('a request came past the router');
  return route;
}

/** For logs and metrics, which also describe requests to paths that do not exist. */
export function findRoute(req: object): Route | undefined {
  return routes.get(req);
}
