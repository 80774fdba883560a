import './polyfills.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Door } from './door/door.tsx';
import './ui/base.css';
import './door/door.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the door');
createRoot(root).render(
  <StrictMode>
    <Door />
  </StrictMode>,
);
