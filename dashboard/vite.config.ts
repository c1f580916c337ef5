import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const system = 'http://127.0.0.1:8787';

/** `vite build dashboard` is part of every synthesis; `vite dashboard` shows changes at once, beside `npm start`. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../node_modules/.cache/vite',
  plugins: [react()],
  build: {
    target: 'es2022',
    emptyOutDir: true,
    // The site's security policy lets no data: URL be a script, a style or a font.
    assetsInlineLimit: 0,
    // Those who read the whole source have the repository; the browser need not fetch it.
    sourcemap: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': system, '/health': system, '/config.json': system, '/sandbox': system } },
});
