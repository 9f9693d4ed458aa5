import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const service = process.env.LIANGSHAI_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  // Without captions, several sound tracks and protection: a site's camera has none of them.
  resolve: { alias: { 'hls.js': 'hls.js/light' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // What runs in Chromium, Edge, Firefox and Safari of the last three years.
    target: 'es2022',
    // ECharts is one piece however it is cut; it is loaded after the page stands.
    chunkSizeWarningLimit: 900,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': { target: service, changeOrigin: false } },
  },
});
