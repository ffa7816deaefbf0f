import type { Page, Route } from '@playwright/test';

/** What goes wrong with the calls of a page to one address, one call after the other; further ones are as ever. */
export type Fate =
  /** It is as ever. */
  | 'well'
  /** It is carried out, and the answer gets lost. */
  | 'lost'
  /** It never arrives. */
  | 'dropped'
  /** It is carried out, and no answer comes. */
  | 'unanswered'
  /** It is carried out twice, and the second answer comes. */
  | 'doubled'
  /** The answer comes when `release` is called. */
  | 'held';

/** How the calls of a page to one address fare on a bad day. */
export class BadDay {
  /** How many calls there were. */
  calls = 0;
  private held: (() => void)[] = [];

  private constructor(private readonly fates: Fate[]) {}

  static async of(page: Page, address: string, ...fates: Fate[]): Promise<BadDay> {
    const day = new BadDay(fates);
    await page.route(address, (route) => day.befall(route));
    return day;
  }

  /** Lets all answers come that are held. */
  release() {
    for (const go of this.held.splice(0)) go();
  }

  /** Lets an answer come that is held, or is going to be. */
  async releaseNext() {
    while (this.held.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    this.release();
  }

  /** From now on all is as ever. */
  over() {
    this.fates.length = 0;
    this.release();
  }

  private async befall(route: Route) {
    const fate = this.fates[this.calls++] ?? 'well';
    switch (fate) {
      case 'well':
        return route.continue();
      case 'dropped':
        return route.abort('connectionreset');
      case 'lost':
        await route.fetch();
        return route.abort('connectionreset');
      case 'unanswered':
        await route.fetch();
        return;
      case 'doubled':
        await route.fetch();
        return route.fulfill({ response: await route.fetch() });
      case 'held': {
        const response = await route.fetch();
        await new Promise<void>((resolve) => this.held.push(resolve));
        return route.fulfill({ response });
      }
    }
  }
}

/** A device whose clock is fast by so many minutes, or slow. Before the page. */
export async function skewed(page: Page, minutes: number) {
  await page.addInitScript((ms) => {
    const Right = Date;
    const now = () => Right.now() + ms;
    const Wrong = new Proxy(Right, {
      construct: (_, values) => Reflect.construct(Right, values.length > 0 ? values : [now()]),
      get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
    });
    globalThis.Date = Wrong;
  }, minutes * 60_000);
}

/** A browser that keeps nothing for pages. Before the page. */
export async function withoutStorage(page: Page) {
  await page.addInitScript(() => {
    const forbidden = {
      get(): never {
        throw new DOMException('denied', 'SecurityError');
      },
    };
    Object.defineProperty(window, 'localStorage', forbidden);
    Object.defineProperty(window, 'sessionStorage', forbidden);
  });
}

/** A day after which the server says what a page does not know yet: its answers to one address, changed. */
export async function altered<T>(page: Page, address: string, change: (answer: T) => void) {
  await page.route(address, async (route) => {
    const response = await route.fetch();
    const answer = (await response.json()) as T;
    change(answer);
    await route.fulfill({ response, json: answer });
  });
}

/** Has the site say that it has another version than the page. */
export async function deployed(page: Page) {
  await page.route('**/version.json', (route) => route.fulfill({ json: { entry: 'client-next.js' } }));
  const asked = page.waitForResponse('**/version.json');
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await asked;
}

/**
 * Has the site replaced by another version under an open page, which knows nothing of it yet: the parts of the old version are
 * gone. A page that is loaded from now on is one of the new version, and finds all of it.
 */
export async function replaced(page: Page) {
  let old = true;
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) old = false;
  });
  const newest = { json: { entry: 'client-next.js' } };
  await page.route('**/version.json', (route) => (old ? route.fulfill(newest) : route.continue()));
  await page.route('**/assets/**', (route) => (old ? route.fulfill({ status: 404 }) : route.continue()));
}

/** A browser in which no page of an app can be gone to: every try is a fault of the app. Before the page. */
export async function stuck(page: Page) {
  await page.addInitScript(() => {
    history.pushState = () => {
      throw new Error('provoked');
    };
  });
}

/**
 * A translator has gone over a page: in the place of every text stands another one, within elements of the translator's own. It
 * cares for no `translate="no"`, as some do.
 */
export async function translated(page: Page) {
  await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode()) found.push(texts.currentNode as Text);
    for (const text of found) {
      if (!text.data.trim() || text.parentElement?.closest('script, style, noscript, textarea, select, svg')) continue;
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.textContent = text.data;
      outer.append(inner);
      text.replaceWith(outer);
    }
  });
}

/** What stands for a session of the console; a cookie for the bell outlives it. */
const CONSOLE_SESSION = /^brasa-console(-refresh)?$/;

/** The session of a browser is over, and its pages do not know it yet; with `bell`, that of a console which still may ring. */
export async function sessionOver(page: Page, { bell = false } = {}) {
  // All at once: one call in between would be answered with the part that is gone.
  await page.context().clearCookies(bell ? { name: CONSOLE_SESSION } : {});
}
