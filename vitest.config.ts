import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts', '**/*.test.tsx'],
    exclude: ['node_modules/**', 'data/**', 'dashboards/vendor/**', 'board/dist/**', 'board/dist.next-*/**'],
    setupFiles: ['tests/property-seed.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // How long a busy machine may take to get there; a quiet one never waits for it.
    expect: { poll: { timeout: 15_000 } },
    maxWorkers: 2,
  },
});
