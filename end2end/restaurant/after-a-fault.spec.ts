import { stuck, withoutStorage } from '../support/bad-day';
import { press, ticket } from '../support/console';
import { registered } from '../support/customers';
import { inTheKitchen } from '../support/storefront';
import { expect, loads, type Page, test } from '../support/test';

test.use({ provoked: /panicked|unreachable|provoked|closure invoked/ });

function elsewhere(page: Page) {
  return page.getByRole('navigation', { name: 'Pantallas' }).getByRole('link', { name: /^Empaque/ });
}

test('a console loads itself once after a fault, then says so', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  await stuck(kitchen);
  await kitchen.goto('/restaurante/cocina');
  await expect(ticket(kitchen, number)).toBeVisible();
  const reloads = loads(kitchen);
  await elsewhere(kitchen).click();
  await expect.poll(reloads).toBe(1);
  // It works, until the next fault.
  await press(kitchen, 'Tomar', number);
  await expect(ticket(kitchen, number)).toContainText('Lo tienes tú');
  await elsewhere(kitchen).click();
  const said = kitchen.getByRole('dialog', { name: 'Algo falló' });
  await expect(said).toBeVisible();
  await expect(said.getByRole('button', { name: 'Recargar' })).toBeFocused();
  expect(reloads()).toBe(1);
  await said.getByRole('button', { name: 'Recargar' }).click();
  await expect.poll(reloads).toBe(2);
  await expect(ticket(kitchen, number)).toContainText('Lo tienes tú');
});

test('a console whose browser keeps nothing loads itself once as well', async ({ staff }) => {
  const kitchen = await staff('cocina');
  await withoutStorage(kitchen);
  await stuck(kitchen);
  await kitchen.goto('/restaurante/cocina');
  await expect(kitchen.getByText('En vivo')).toBeVisible();
  const reloads = loads(kitchen);
  await elsewhere(kitchen).click();
  await expect.poll(reloads).toBe(1);
  await expect(kitchen.getByText('En vivo')).toBeVisible();
  await elsewhere(kitchen).click();
  await expect(kitchen.getByRole('dialog', { name: 'Algo falló' })).toBeVisible();
  expect(reloads()).toBe(1);
});
