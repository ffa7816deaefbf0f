import { expectAccessible } from '../support/accessibility';
import { press, ticket, withLines } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, test } from '../support/test';

for (const width of [390, 1180]) {
  test(`nothing that a customer writes is cut off on a ticket, ${width} px wide`, async ({ page, staff }) => {
    await registered(page);
    const { number } = await inTheKitchen(page);
    const kitchen = await staff('cocina');
    await kitchen.setViewportSize({ width, height: 820 });
    const note = 'sinsal'.repeat(23) + 'ok';
    const option = { group: 'cremas', groupName: 'Cremas', option: 'aji', name: 'Ají de la casa', extra: 0 };
    await withLines(kitchen, number, (first) => [{ ...first, qty: 3, note, options: [option] }]);
    await kitchen.goto('/restaurante/cocina');
    const card = ticket(kitchen, number);
    await expect(card).toContainText('c/u: Ají de la casa');
    const said = card.getByText(note);
    const [inner, outer] = [await said.boundingBox(), await card.boundingBox()];
    expect(inner!.x + inner!.width).toBeLessThanOrEqual(outer!.x + outer!.width);
    expect(await said.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
  });
}

test('an order of fifty lines is read within its ticket, with its buttons in sight', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  await kitchen.setViewportSize({ width: 1180, height: 820 });
  await kitchen.emulateMedia({ reducedMotion: 'reduce' });
  await withLines(kitchen, number, (first) =>
    Array.from({ length: 50 }, (_, place) => ({ ...first, kitchenName: undefined, qty: place + 1, name: `Plato número ${place + 1}` })),
  );
  await kitchen.goto('/restaurante/cocina');
  const card = ticket(kitchen, number);
  await expect(card).toContainText('50 líneas: desliza la lista para verlas todas');
  expect((await card.boundingBox())!.height).toBeLessThan(820);
  await expectAccessible(kitchen, { colours: false });

  // The last line is reached with the keys, the button without.
  const list = card.getByRole('list', { name: 'Contenido' });
  const last = list.getByText('Plato número 50', { exact: true });
  await expect(last).not.toBeInViewport();
  await list.focus();
  await kitchen.keyboard.press('End');
  await expect(last).toBeInViewport();
  await press(kitchen, 'Tomar', number);
  await expect(card).toContainText('Lo tienes tú');
});
