import { type Browser, type BrowserContext, expect, type Locator, type Page, request, test as base } from '@playwright/test';

export { expect };
export type { Locator, Page };

/**
 * Messages of the browser that are no fault of a page: answers that a journey provokes, and a server that says it is busy,
 * which a page gets over by itself.
 */
const PROVOKED = [/the server responded with a status of (4\d\d|503)/];

/** The password of everybody who works in the demo restaurants. */
export const STAFF_PASSWORD = 'brasa-demo';

/** People of the first demo restaurant by user name, and the first names that customers see. */
export const FIRST_NAMES = {
  gerente: 'Gloria',
  cocina: 'Rosa',
  cocina2: 'Elmer',
  empaque: 'Martín',
  reparto: 'Julio',
} as const;
export type Username = keyof typeof FIRST_NAMES;

type State = Awaited<ReturnType<BrowserContext['storageState']>>;
interface Kept {
  state: State;
  at: number;
}

/** Access tokens are good for ten minutes, and a refresh token for one use: before that we sign in anew. */
const GOOD_FOR_MS = 8 * 60_000;

interface Fixtures {
  /** Further messages that are no fault of a page, such as those of a network that is switched off. */
  provoked: RegExp | undefined;
  watched: (context: BrowserContext) => void;
  /** A page of somebody else: another browser, with cookies of its own. */
  visitor: () => Promise<Page>;
  /** A page of somebody who is signed in to the console. */
  staff: (username: Username) => Promise<Page>;
}
interface WorkerFixtures {
  staffState: (username: Username) => Promise<State>;
}

/** Playwright's `test`, which also fails when a page says something is wrong: a panic, a blocked resource. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  provoked: [undefined, { option: true }],
  watched: [
    async ({ context, provoked }, use) => {
      const said: string[] = [];
      const known = provoked ? [...PROVOKED, provoked] : PROVOKED;
      const watch = (one: BrowserContext) => {
        const say = (text: string) => {
          if (!known.some((pattern) => pattern.test(text))) said.push(text);
        };
        one.on('weberror', (error) => say(String(error.error())));
        one.on('console', (message) => {
          if (message.type() === 'error') say(message.text());
        });
      };
      watch(context);
      await use(watch);
      await leave(context);
      expect(said, 'what pages complained of').toEqual([]);
    },
    { auto: true },
  ],
  visitor: async ({ browser, watched }, use) => {
    const opened: BrowserContext[] = [];
    await use(() => newPage(browser, watched, opened));
    await Promise.all(opened.map(close));
  },
  staff: async ({ browser, watched, staffState }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (username) => newPage(browser, watched, opened, await staffState(username)));
    await Promise.all(opened.map(close));
  },
  staffState: [
    async ({}, use, info) => {
      const kept = new Map<Username, Kept>();
      await use(async (username) => {
        let known = kept.get(username);
        if (!known || Date.now() - known.at > GOOD_FOR_MS) {
          const { baseURL } = info.project.use;
          const caller = await request.newContext({ baseURL, extraHTTPHeaders: { 'sec-fetch-site': 'same-origin' } });
          const credentials = { username, password: STAFF_PASSWORD };
          const answer = await caller.post('/rpc/auth/staff-sign-in', { data: { credentials } });
          expect(answer.ok(), await answer.text()).toBe(true);
          known = { state: await caller.storageState(), at: Date.now() };
          kept.set(username, known);
          await caller.dispose();
        }
        return known.state;
      });
    },
    { scope: 'worker' },
  ],
});

async function newPage(
  browser: Browser,
  watch: (context: BrowserContext) => void,
  opened: BrowserContext[],
  storageState?: State,
): Promise<Page> {
  const context = await browser.newContext({ storageState });
  opened.push(context);
  watch(context);
  return context.newPage();
}

/** A page may be in the middle of a call that a journey answers for it: what becomes of it no longer matters. */
async function leave(context: BrowserContext) {
  await Promise.all(context.pages().map((page) => page.unrouteAll({ behavior: 'ignoreErrors' })));
}

async function close(context: BrowserContext) {
  await leave(context);
  await context.close();
}

/** Counts how often a page was loaded, to show that something happened without a reload. */
export function loads(page: Page): () => number {
  let count = 0;
  page.on('load', () => count++);
  return () => count;
}

/** A text as a part of a regular expression. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
