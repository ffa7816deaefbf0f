import { go } from '../support/console';
import { expect, test } from '../support/test';

test('with the colours of the device, words and borders say what colours say', async ({ staff }) => {
  const kitchen = await staff('cocina');
  await kitchen.setViewportSize({ width: 1024, height: 768 });
  await kitchen.goto('/restaurante/cocina');
  const badge = kitchen.locator('.topbar .live');
  await expect(badge).toHaveText('En vivo');
  await kitchen.emulateMedia({ forcedColors: 'active' });

  // The words are to be seen, and not only heard.
  const size = await badge.evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  expect(size).toBeGreaterThanOrEqual(12);
  expect((await badge.boundingBox())!.width).toBeGreaterThan(50);

  await go(kitchen, 'Empaque');
  const links = kitchen.getByRole('navigation', { name: 'Pantallas' });
  const border = (name: RegExp) =>
    links.getByRole('link', { name }).evaluate((element) => getComputedStyle(element).borderTopStyle);
  expect(await border(/^Empaque/)).toBe('solid');
  expect(await border(/^Cocina/)).toBe('none');
});
