import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// `npm run dev` serves the page and sends API requests to a running mailstop.
const server = process.env['MAILSTOP_URL'] ?? 'http://127.0.0.1:8025';

export default defineConfig({
  plugins: [svelte()],
  // The server's policy forbids data: URLs in the page, so nothing may be inlined.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { '/v1': { target: server, ws: true }, '/openapi.json': server } },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
