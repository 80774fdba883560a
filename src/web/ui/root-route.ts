import { createRootRoute } from '@tanstack/react-router';
import { NotFoundScreen } from './not-found-screen.tsx';
import { Shell } from './shell.tsx';

/** What all screens hang on. */
export const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFoundScreen });
