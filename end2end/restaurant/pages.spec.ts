import { findCard, go, press, ticket } from '../support/console';
import { registered } from '../support/customers';
import { expectSound } from '../support/pages';
import { inTheKitchen, placed } from '../support/storefront';
import { expect, test } from '../support/test';

test('the way in is sound', async ({ page }) => {
  await page.goto('/restaurante/');
  await expect(page.getByRole('heading', { level: 1, name: 'Consola de Pardos' })).toBeVisible();
  await expectSound(page, 'console-sign-in');
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page.getByText('Escribe tu usuario.')).toBeVisible();
  await page.getByLabel('Usuario').fill('cocina');
  await page.getByLabel('Contraseña').fill('no-es-la-clave');
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page.getByRole('alert')).toContainText('El usuario o la contraseña no coinciden.');
  await expectSound(page, 'console-sign-in-wrong');
});

test('the screens of the kitchen are sound', async ({ page, staff }) => {
  await registered(page);
  const [, second, third] = [await inTheKitchen(page), await inTheKitchen(page), await inTheKitchen(page)];
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/');
  await expect(ticket(kitchen, third.number)).toBeVisible();
  await press(kitchen, 'Tomar', second.number);
  await press(kitchen, 'Tomar', third.number);
  await press(kitchen, 'Listo', third.number);
  await expect(ticket(kitchen, third.number)).toHaveCount(0);
  await expect(kitchen.getByRole('heading', { name: 'Recién terminados' })).toBeVisible();
  await expectSound(kitchen, 'console-kitchen');
  await go(kitchen, 'Empaque');
  await expect(kitchen.getByText('Solo empaque trabaja estos pedidos; tú puedes verlos.')).toBeVisible();
  await expect(ticket(kitchen, third.number)).toBeVisible();
  await expectSound(kitchen, 'console-packing-read-only');
  await kitchen.getByRole('button', { name: /^Rosa.*Abrir tu sesión/ }).click();
  await expect(kitchen.getByRole('dialog', { name: 'Rosa Huamán' })).toBeVisible();
  await expectSound(kitchen, 'console-who');
});

test('the screens of packing and delivery are sound', async ({ page, staff }) => {
  await registered(page);
  const { number } = await inTheKitchen(page);
  const manager = await staff('gerente');
  await manager.goto('/restaurante/cocina');
  await press(manager, 'Tomar', number);
  await press(manager, 'Listo', number);
  const packing = await staff('empaque');
  await packing.goto('/restaurante/');
  await expect(ticket(packing, number)).toBeVisible();
  await expectSound(packing, 'console-packing');
  await press(packing, 'Tomar', number);
  await press(packing, 'Listo', number);
  const road = await staff('reparto');
  await road.goto('/restaurante/');
  await expect(ticket(road, number)).toBeVisible();
  await expectSound(road, 'console-delivery');
});

test('the screens of the manager are sound', async ({ page, staff }) => {
  test.slow();
  await registered(page);
  await placed(page);
  const { number } = await inTheKitchen(page);
  const manager = await staff('gerente');
  await manager.goto('/restaurante/');
  await expect(manager.getByRole('heading', { level: 1, name: 'Tablero' })).toBeVisible();
  await expect(manager.getByRole('heading', { name: 'Los más pedidos' })).toBeVisible();
  await expect(manager.getByRole('table').last()).toBeVisible();
  await expectSound(manager, 'console-board');
  await manager.getByText('Ver los datos').first().click();
  await expectSound(manager, 'console-board-data');

  await go(manager, 'Pedidos');
  const card = await findCard(manager, number);
  await expectSound(manager, 'console-orders');
  await card.getByRole('button').first().click();
  await expect(card.getByRole('table')).toBeVisible();
  await expectSound(manager, 'console-order');
  await press(manager, 'Cancelar pedido', number);
  await expect(manager.getByRole('dialog', { name: `¿Cancelar el pedido ${number}?` })).toBeVisible();
  await manager.getByRole('dialog').getByRole('button', { name: 'Cancelar pedido', exact: true }).click();
  await expect(manager.getByText('Escribe el motivo para poder cancelar.')).toBeVisible();
  await expectSound(manager, 'console-cancelling');
  await manager.keyboard.press('Escape');

  await go(manager, 'Carta');
  await expect(manager.getByRole('button', { name: 'Plato nuevo' })).toBeVisible();
  await expectSound(manager, 'console-menu');
  await manager.getByRole('button', { name: 'Editar: ¼ de pollo a la brasa', exact: true }).click();
  await expect(manager.getByRole('dialog').getByLabel('Precio')).toHaveValue(/\d/);
  await expectSound(manager, 'console-menu-dish');
  await manager.keyboard.press('Escape');
  await manager.getByRole('button', { name: 'Secciones' }).click();
  await expect(manager.getByRole('dialog', { name: 'Secciones' })).toBeVisible();
  await expectSound(manager, 'console-menu-sections');
  await manager.keyboard.press('Escape');

  await go(manager, 'Sistema');
  await expect(manager.getByRole('heading', { name: 'Todo está entregado' })).toBeVisible();
  await expectSound(manager, 'console-system');
  await manager.goto('/restaurante/no-existe');
  await expect(manager.getByText('Esta pantalla no existe')).toBeVisible();
  await expectSound(manager, 'console-nothing');
});

test('an address of a screen waits for the sign-in', async ({ page }) => {
  await page.goto('/restaurante/pedidos?paso=cocina');
  await page.getByLabel('Usuario').fill('gerente');
  await page.getByLabel('Contraseña').fill('brasa-demo');
  await page.getByRole('button', { name: 'Entrar' }).click();
  await expect(page).toHaveURL(/\/restaurante\/pedidos\?paso=cocina$/);
  await expect(page.getByRole('heading', { level: 1, name: 'Pedidos' })).toBeVisible();
  await page.getByRole('button', { name: /^Gloria.*Abrir tu sesión/ }).click();
  await page.getByRole('button', { name: 'Salir' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Consola de Pardos' })).toBeVisible();
  await page.goto('/restaurante/tablero');
  await expect(page.getByRole('heading', { level: 1, name: 'Consola de Pardos' })).toBeVisible();
});

test('the screens about customers are sound', async ({ page, staff }) => {
  const customer = await registered(page);
  const { number } = await placed(page);
  const manager = await staff('gerente');
  await manager.goto('/restaurante/clientes');
  await manager.getByRole('searchbox').fill(customer.name);
  await expect(manager.getByRole('status').filter({ hasText: '1 cliente' })).toBeVisible();
  await expectSound(manager, 'console-customers');
  await manager.getByRole('link', { name: customer.name }).click();
  await expect(manager.getByText(`Pedido ${number}`, { exact: true })).toBeAttached();
  await expectSound(manager, 'console-customer');
  await manager.goto('/restaurante/clientes/c_nadie');
  await expect(manager.getByRole('heading', { level: 1, name: 'Ese cliente no está' })).toBeVisible();
  await expectSound(manager, 'console-no-customer');
});
