import { expect, test as base } from '@playwright/test';

export { expect };

/** Messages of the browser that are no fault of a page: answers that a journey provokes. */
const EXPECTED = [/the server responded with a status of 4\d\d/];

/** Playwright's `test`, which also fails when a page says something is wrong: a panic, a blocked resource. */
export const test = base.extend<{ quiet: void }>({
  quiet: [
    async ({ context }, use) => {
      const said: string[] = [];
      context.on('weberror', (error) => said.push(String(error.error())));
      context.on('console', (message) => {
        const text = message.text();
        if (message.type() === 'error' && !EXPECTED.some((known) => known.test(text))) said.push(text);
      });
      await use();
      expect(said, 'what pages complained of').toEqual([]);
    },
    { auto: true },
  ],
});
