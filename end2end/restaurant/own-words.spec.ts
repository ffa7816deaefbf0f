import { ticket, withLines } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, test } from '../support/test';

test('what somebody writes from right to left leaves the ticket around it in order', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  const note = 'بدون ملح (2)';
  await withLines(kitchen, number, (first) => [{ ...first, note }]);
  await kitchen.goto('/restaurante/cocina');
  const own = ticket(kitchen, number).locator('.ticket__note bdi');
  await expect(own).toHaveText(note);
  expect(await own.evaluate((element) => getComputedStyle(element).unicodeBidi)).toBe('isolate');
  expect(await own.evaluate((element) => element.matches(':dir(rtl)'))).toBe(true);
});
