import './polyfills.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ConsoleApp } from './console-app.tsx';
import './ui/base.css';
import './ui/console.css';
import './ui/print/print.css';
import './door/door.css';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the console');
createRoot(root).render(
  <StrictMode>
    <ConsoleApp />
  </StrictMode>,
);
