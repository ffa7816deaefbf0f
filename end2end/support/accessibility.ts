import { expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** The rules of WCAG 2.2 A and AA, and what axe calls best practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Those of the rules that depend on colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Fails with a line for every element in which axe finds a fault on the page as it stands. `colours` alone are looked at
 * where the same page was looked at in another colour scheme.
 */
export async function expectAccessible(page: Page, { colours = false } = {}) {
  // Where the page happened to be scrolled to, a bar may cover a button but for a sliver: that is not its size. And colours
  // on their way from one to the other have a contrast that nobody chose; a colour that is inherited sets out when that of
  // its parent has arrived.
  await page.evaluate(async () => {
    scrollTo({ top: 0, behavior: 'instant' });
    for (let moving = true; moving; ) {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      const running = document.getAnimations().filter(({ playState }) => playState === 'running');
      moving = running.length > 0;
      await Promise.allSettled(running.map((animation) => animation.finished));
    }
  });
  // Once for each page: reading its source takes as long as looking.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const options: RunOptions = {
    runOnly: colours ? { type: 'rule', values: COLOURS } : { type: 'tag', values: RULES },
    resultTypes: ['violations'],
  };
  const faults = await page.evaluate(async (options) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, options);
    return violations.flatMap(({ id, impact, help, nodes }) =>
      nodes.map((node) => `${id} (${impact}): ${help}\n    ${node.target.join(' ')}\n    ${node.html.slice(0, 160)}`),
    );
  }, options);
  expect.soft(faults, `accessibility of ${page.url()}`).toEqual([]);
}

/** Fails when the page is wider than the screen. */
export async function expectNoSidewaysScroll(page: Page) {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect.soft(content, `width of ${page.url()}`).toBeLessThanOrEqual(screen);
}
