import { createRoute } from '@tanstack/react-router';
import { lazyPart, lazyScreen } from '../ui/lazy-screen.ts';
import { rootRoute } from '../ui/root-route.ts';

const leafRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/log/$index',
  component: lazyScreen(() => import('./leaf-screen.tsx'), 'LeafScreen'),
});

const checkpointRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/checkpoints/$size',
  component: lazyScreen(() => import('./checkpoint-screen.tsx'), 'CheckpointScreen'),
});

export const logRoutes = [leafRoute, checkpointRoute] as const;

/** What was found of the log at the sign-in, with the code that checks it. */
export const LogLook = lazyPart(async () => (await import('../ui/session/log-look.tsx')).LogLook);

export { ExportLink } from './export-link.tsx';
export { LeafSubject } from './leaf-subject.tsx';
export { PersonFilter, PersonName } from './person-name.tsx';
