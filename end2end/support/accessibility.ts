import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The rules of WCAG 2.2 A and AA, and what axe calls best practice. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with a line for every element in which axe finds a fault on the page as it stands. */
export async function expectAccessible(page: Page, scope?: string) {
  let axe = new AxeBuilder({ page }).withTags(RULES);
  if (scope) axe = axe.include(scope);
  // Colours on their way from one to the other have a contrast that nobody chose.
  await page.evaluate(async () => {
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
  const { violations } = await axe.analyze();
  const faults = violations.flatMap(({ id, impact, help, nodes }) =>
    nodes.map((node) => `${id} (${impact}): ${help}\n    ${node.target.join(' ')}\n    ${node.html.slice(0, 160)}`),
  );
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
