import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

// A deployed stack, with its apps in a folder; without one it is a server that is started here.
const stack = process.env.BRASA_CLOUD_API;

// Ports of their own, so that journeys run beside `cargo xtask start`, or the one that is named.
const port = Number(process.env.BRASA_JOURNEY_PORT ?? (stack ? 3211 : 3210));

// The workers load this file as well: only the first to do so makes the folder, in which the server starts empty.
process.env.BRASA_JOURNEY_DATA ??= mkdtempSync(join(tmpdir(), 'brasa-journeys-'));

// What does not depend on the screen is shown on one.
const ON_EVERY_SCREEN = ['client/pages.spec.ts', 'restaurant/pages.spec.ts', 'journeys/first-order.spec.ts'];

// Who stands between pages and the server is played here, and what becomes of their calls; in a stack it is the real one.
// What tabs of one browser know of each other is the same there.
const PLAYED = [
  ...['listening', 'polling', 'bad-day', 'deploys', 'lost-in-the-console', 'waking', 'giving-up', 'moving', 'parts', 'random-walk', 'tabs', 'translated', 'way-back'].map(
    (name) => `journeys/${name}.spec.ts`,
  ),
  ...['after-a-fault', 'cancelled', 'deploys', 'forced-colours', 'long-orders', 'midnight', 'own-words', 'toasts'].map(
    (name) => `restaurant/${name}.spec.ts`,
  ),
];

// A command of the operator is typed beside one process.
const TYPED = ['journeys/catering-rules.spec.ts', 'journeys/collecting.spec.ts', 'journeys/first-sign-in.spec.ts', 'journeys/house-rules.spec.ts', 'journeys/setup.spec.ts'];

// What one process sent is in its outbox, and what a stack sent on the emulator is kept there; a stack on AWS sends it away.
const MAILED = ['journeys/recovery.spec.ts'];
const unread = stack && !process.env.BRASA_CLOUD_MAIL;

export default defineConfig({
  testDir: '.',
  testIgnore: [...(stack ? [...PLAYED, ...TYPED] : []), ...(unread ? MAILED : [])],
  outputDir: 'results',
  globalTeardown: './support/teardown.ts',
  reporter: 'list',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  // A forgotten `test.only` must not make CI green.
  forbidOnly: true,
  // What is awaited comes when it comes, on a machine that is busy with other things as well: these only end what hangs.
  timeout: 180_000,
  expect: { timeout: 45_000 },
  use: {
    // What is pressed has to be there as soon as what is awaited: a press that waits for ever says nothing of why.
    actionTimeout: 45_000,
    baseURL: `http://localhost:${port}`,
    locale: 'es-PE',
    timezoneId: 'America/Lima',
    // Without a film of every page: nobody looks at it while all goes well, and drawing it took a third of the processors.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-gpu',
        '--disable-quic',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  projects: [
    {
      name: 'phone',
      testMatch: [...ON_EVERY_SCREEN, 'client/carta.spec.ts'],
      use: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    },
    {
      name: 'tablet',
      testMatch: ON_EVERY_SCREEN,
      use: { viewport: { width: 1180, height: 820 }, hasTouch: true },
    },
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } } },
  ],
  webServer: {
    command: stack
      ? `node support/hosting.mjs ${port} ${process.env.BRASA_HOSTED} '${stack}'`
      : resolve(process.env.BRASA_SERVER || '../target/debug/server'),
    url: `http://localhost:${port}/restaurante/`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    stderr: 'pipe',
    env: {
      BRASA_ADDR: `127.0.0.1:${port}`,
      BRASA_DATA: process.env.BRASA_JOURNEY_DATA,
      BRASA_DEMO: '1',
      BRASA_LOG: 'warn',
      // Where a journey stands in for it.
      BRASA_MERCADOPAGO_URL: `http://127.0.0.1:${process.env.BRASA_JOURNEY_GATEWAY ?? 3212}`,
      BRASA_SITE: '../dist',
    },
  },
});
