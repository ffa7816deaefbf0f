import { readFile } from 'node:fs/promises';
import { figure, findCard, go, orderCard, press } from '../support/console';
import { call, registered } from '../support/customers';
import { expectSound } from '../support/pages';
import { inTheKitchen, placed } from '../support/storefront';
import { expect, type Page, test } from '../support/test';

const states = (page: Page) => page.getByRole('navigation', { name: 'Estado de los pedidos' });
const state = (page: Page, name: string) => states(page).getByRole('link', { name: new RegExp(`^${name}`) });

test('a manager finds orders by where they stand, and moves them on', async ({ page, staff }) => {
  test.slow();
  const customer = await registered(page);
  const unpaid = await placed(page);
  const cash = await placed(page, {}, 'cash');
  const manager = await staff('gerente');
  await manager.goto('/restaurante/pedidos');
  await expect(state(manager, 'Abiertos')).toHaveAttribute('aria-current', 'true');

  await test.step('a search finds one by its number, its name and its telephone', async () => {
    const card = await findCard(manager, cash.number);
    await expect(card).toContainText('½ pollo');
    await expect(card).toContainText('S/');
    await expect(card).toContainText('En cola de cocina');
    await expect(card).toContainText(/faltan \d+/);
    const search = manager.getByRole('searchbox', { name: 'Número, nombre o teléfono' });
    await search.fill(customer.name.toUpperCase().replace('Í', 'I'));
    await manager.keyboard.press('Enter');
    await expect(orderCard(manager, cash.number)).toBeVisible();
    await expect(orderCard(manager, unpaid.number)).toContainText('Por pagar');
    await expect(manager.getByText('1 a 2 de 2')).toBeVisible();
    await manager.getByRole('link', { name: 'Quitar búsqueda' }).click();
    await expect(state(manager, 'Abiertos')).toHaveAttribute('aria-current', 'true');
  });

  await test.step('it is moved on from its row, and as a whole', async () => {
    const card = await findCard(manager, cash.number);
    await press(manager, 'Tomar en cocina', cash.number);
    await expect(card).toContainText('Gloria en cocina');
    await card.getByRole('button', { name: new RegExp(`${cash.number}`) }).first().click();
    await expect(manager).toHaveURL(new RegExp(`pedido=${cash.orderId}`));
    await expect(card.getByText(customer.name)).toBeVisible();
    await press(manager, 'Pasar a empaque', cash.number);
    await expect(card).toContainText('En cola de empaque');
    // The address says which one is open.
    await manager.reload();
    await expect(orderCard(manager, cash.number).getByText(customer.name)).toBeVisible();
    for (const words of ['Tomar en empaque', 'Pasar a reparto', 'Tomar en reparto', 'Marcar entregado']) {
      await press(manager, words, cash.number);
    }
    await expect(card.getByText(/Efectivo, S\/\s.*, Gloria\./)).toBeVisible();
    await expect(card.getByText('Cobrado', { exact: true })).toBeVisible();
  });

  await test.step('each stands where it should', async () => {
    await manager.goto('/restaurante/pedidos?estado=terminados&final=si');
    await expect(orderCard(manager, cash.number)).toContainText('Entregado');
    await state(manager, 'Por pagar').click();
    await expect(manager).toHaveURL(/estado=por-pagar/);
    await expect(state(manager, 'Por pagar')).toHaveAttribute('aria-current', 'true');
  });
});

test('a manager takes the orders of a period along as a file', async ({ page, staff }) => {
  await registered(page);
  const { number } = await placed(page, {}, 'cash');
  const manager = await staff('gerente');
  await manager.goto('/restaurante/pedidos');
  await manager.getByRole('combobox', { name: 'Pedidos para descargar' }).selectOption('Hoy');
  const saving = manager.waitForEvent('download');
  await manager.getByRole('button', { name: 'Descargar CSV' }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^pedidos-\d{4}-\d{2}-\d{2}-\d{4}-\d{2}-\d{2}\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).split('\r\n');
  expect(lines[0]).toContain('"Pedido","Fecha"');
  expect(lines.some((line) => line.startsWith(`"${number}"`) || line.startsWith(`${number},`))).toBe(true);

  const cook = await staff('cocina');
  await cook.goto('/restaurante/pedidos');
  await expect(cook.getByRole('button', { name: 'Descargar CSV' })).toHaveCount(0);
});

test('a list of orders has pages to its end', async ({ page, staff }) => {
  test.slow();
  await registered(page);
  for (let order = 0; order < 21; order += 1) await placed(page, {}, 'cash');
  const manager = await staff('gerente');
  await manager.goto('/restaurante/pedidos');
  const pages = manager.getByRole('navigation', { name: 'Páginas' });
  await expect(pages).toContainText(/1 a 20 de \d+/);
  await expect(pages.getByRole('link', { name: 'Primera' })).toHaveCount(0);
  await expectSound(manager, 'console-orders-pages');
  await pages.getByRole('link', { name: 'Siguiente' }).click();
  await expect(pages).toContainText(/21 a \d+ de \d+/);
  await pages.getByRole('link', { name: 'Anterior' }).click();
  await expect(pages).toContainText(/1 a 20 de \d+/);
  await pages.getByRole('link', { name: 'Última' }).click();
  await expect(manager).toHaveURL(/final=si/);
  const [, last, total] = /a (\d+) de (\d+)/.exec(await pages.innerText()) ?? [];
  expect(last).toBe(total);
  await expect(pages.getByRole('link', { name: 'Última' })).toHaveCount(0);
  await pages.getByRole('link', { name: 'Primera' }).click();
  await expect(pages).toContainText(/1 a 20 de \d+/);
});

test('a cook sees dishes and first names, a manager what was paid back', async ({ page, staff }) => {
  const customer = await registered(page);
  const order = await inTheKitchen(page);
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/pedidos');
  await expect(kitchen.getByRole('link', { name: 'Tablero' })).toHaveCount(0);
  const seen = await findCard(kitchen, order.number);
  await seen.getByRole('button', { name: new RegExp(`${order.number}`) }).first().click();
  await expect(seen.getByRole('table')).toBeVisible();
  await expect(seen).toContainText('Lucía');
  for (const secret of [customer.name, customer.email, '999 888 777', 'Av. Larco', 'S/', '12345678']) {
    await expect(seen).not.toContainText(secret);
  }
  await expectSound(kitchen, 'console-order-of-a-cook');

  await call(page, '/rpc/orders/cancel-mine', { order_id: order.orderId, reason: 'prueba' });
  const manager = await staff('gerente');
  await manager.goto('/restaurante/tablero');
  await expect(figure(manager, 'Devuelto')).toContainText('S/');
  await go(manager, 'Pedidos');
  const card = await findCard(manager, order.number);
  await card.getByRole('button', { name: new RegExp(`${order.number}`) }).first().click();
  await expect(card.getByText(/Devolución de S\/\s.*: se canceló el pedido\./)).toBeVisible();
  await expect(card.getByText('devuelto', { exact: true })).toBeVisible();
});
