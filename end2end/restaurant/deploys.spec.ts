import { deployed, replaced } from '../support/bad-day';
import { go } from '../support/console';
import { expect, loads, type Page, test } from '../support/test';

const OFFER = 'Hay una versión nueva de esta página.';

/** A kitchen with a clock of its own, that is not heard: one that sounds since somebody touched it stays as it is. */
async function quiet(kitchen: Page) {
  await kitchen.clock.install();
  await kitchen.addInitScript(() => localStorage.setItem('consola.silencio', 'true'));
  await kitchen.goto('/restaurante/cocina');
  await expect(kitchen.getByText('En vivo')).toBeVisible();
}

test('a newer version is offered, and taken once when nobody has touched the screen for a minute', async ({ staff }) => {
  const kitchen = await staff('cocina');
  await quiet(kitchen);
  const reloads = loads(kitchen);
  await deployed(kitchen);
  await expect(kitchen.getByText(OFFER)).toBeVisible();
  await kitchen.clock.fastForward('00:40');
  await expect(kitchen.getByText('En vivo')).toBeVisible();
  expect(reloads()).toBe(0);
  await kitchen.clock.fastForward('00:35');
  await expect.poll(reloads).toBe(1);
  await expect(kitchen.getByText('En vivo')).toBeVisible();

  // Where something in between still hands out the old one, it stays.
  await deployed(kitchen);
  await kitchen.clock.fastForward('01:20');
  await expect(kitchen.getByText('En vivo')).toBeVisible();
  await expect(kitchen.getByText(OFFER)).toHaveCount(0);
  expect(reloads()).toBe(1);
});

test('who touches the screen puts a newer version off, and who types keeps it off', async ({ staff }) => {
  const manager = await staff('gerente');
  await quiet(manager);
  const reloads = loads(manager);
  await deployed(manager);
  await manager.clock.fastForward('00:50');
  await manager.getByRole('heading', { level: 1 }).click();
  await manager.clock.fastForward('00:50');
  await expect(manager.getByText('En vivo')).toBeVisible();
  expect(reloads()).toBe(0);

  await go(manager, 'Pedidos');
  await manager.getByRole('searchbox', { name: 'Número, nombre o teléfono' }).fill('12');
  await manager.clock.fastForward('01:20');
  await expect(manager.getByRole('searchbox')).toHaveValue('12');
  expect(reloads()).toBe(0);

  await manager.getByRole('heading', { level: 1 }).click();
  await manager.clock.fastForward('01:20');
  await expect.poll(reloads).toBe(1);
});

test('a screen whose part is gone with its version is had from the newer one', async ({ staff }) => {
  const manager = await staff('gerente');
  await manager.goto('/restaurante/cocina');
  await expect(manager.getByText('En vivo')).toBeVisible();
  await replaced(manager);
  const reloads = loads(manager);
  await go(manager, 'Tablero');
  await expect(manager).toHaveURL(/\/restaurante\/tablero/);
  expect(reloads()).toBe(1);
});
