import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { go, pressUntil } from '../support/console';
import { expectSound } from '../support/pages';
import { expect, type Page, test } from '../support/test';

/** Presses a button twice, the second time as what it is called by then. */
async function twice(page: Page, within: ReturnType<Page['locator']>, words: string, sure: string) {
  await within.getByRole('button', { name: words }).click();
  const second = within.getByRole('button', { name: sure });
  await pressUntil(second, async () => expect(second).toBeHidden({ timeout: 1_000 }));
}

/** The page with the keys and addresses, by way of the settings. */
async function opened(manager: Page) {
  await manager.goto('/restaurante/tablero');
  await go(manager, 'Ajustes');
  await manager.getByRole('link', { name: 'Ver conexiones' }).click();
  await expect(manager.getByRole('heading', { level: 1, name: 'Conexiones' })).toBeVisible();
}

/** A system of somebody else, which answers everything and remembers what came. */
async function receiver() {
  const received: { event: string; signature: string; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += part));
    request.on('end', () => {
      const { 'brasa-event': event, 'brasa-signature': signature } = request.headers;
      received.push({ event: `${event}`, signature: `${signature}`, body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/avisos`, host: `127.0.0.1:${port}`, received, close: () => server.close() };
}

test('a manager makes a key, which opens what it names until it is revoked', async ({ staff, request }) => {
  const manager = await staff('gerente');
  await opened(manager);
  const keys = manager.getByRole('region', { name: 'Llaves' });
  await keys.getByRole('button', { name: 'Nueva llave' }).click();
  const sheet = manager.getByRole('dialog');
  // Nothing is made of nothing.
  await sheet.getByRole('button', { name: 'Crear llave' }).click();
  await expect(sheet.getByLabel('Para qué es')).toBeFocused();
  const name = `Pantalla ${crypto.randomUUID().slice(0, 6)}`;
  await sheet.getByLabel('Para qué es').fill(name);
  await sheet.getByRole('checkbox', { name: /^Ver pedidos/ }).check();
  await sheet.getByRole('radio', { name: '90 días' }).check();
  await expectSound(manager, 'connections-new-key');
  await sheet.getByRole('button', { name: 'Crear llave' }).click();
  await expect(manager.getByRole('dialog', { name: `Llave de ${name}` })).toBeVisible();
  const token = await sheet.getByLabel('Llave', { exact: true }).inputValue();
  expect(token.split('.')).toHaveLength(3);
  // What is shown once stays until its own button is pressed.
  await manager.keyboard.press('Escape');
  await manager.keyboard.press('Escape');
  await manager.mouse.click(2, 2);
  await expect(sheet.getByRole('button', { name: 'Cerrar' })).toHaveCount(0);
  await expect(sheet.getByLabel('Llave', { exact: true })).toHaveValue(token);
  await sheet.getByRole('button', { name: 'Ya lo guardé' }).click();
  await expect(sheet).toBeHidden();
  await expect(manager.locator('body')).not.toContainText(token);

  const row = keys.getByRole('listitem').filter({ hasText: name });
  await expect(row).toContainText('Ver pedidos');
  await expect(row).toContainText('Creada por');
  await expect(row).toContainText('sin usar');
  // As the history of changes names the machine.
  await expect(row).toContainText(/service-[0-9a-f]{16}/);
  const headers = { authorization: `Bearer ${token}` };
  expect((await request.get('/api/orders', { headers })).status()).toBe(200);
  expect((await request.get('/api/customers', { headers })).status()).toBe(403);
  await manager.reload();
  await expect(row).toContainText('último uso');

  await twice(manager, row, 'Revocar', '¿Revocar? Toca otra vez');
  await expect(row).toContainText('Revocada');
  await expect(keys.getByRole('heading', { name: 'Llaves' })).toBeFocused();
  expect((await request.get('/api/orders', { headers })).status()).toBe(401);
});

test('a manager has events sent to an address, tries it and reads what came of it', async ({ staff }) => {
  const other = await receiver();
  const manager = await staff('gerente');
  await opened(manager);
  const hooks = manager.getByRole('region', { name: 'Avisos a otros sistemas' });
  await hooks.getByRole('button', { name: 'Agregar dirección' }).click();
  const sheet = manager.getByRole('dialog');
  await sheet.getByRole('textbox', { name: 'Dirección', exact: true }).fill(other.url);
  await sheet.getByRole('textbox', { name: /^Para qué es/ }).fill('Caja');
  await sheet.getByRole('radio', { name: 'Solo de lo que elija' }).check();
  await sheet.getByRole('button', { name: 'Guardar' }).click();
  await expect(sheet.getByRole('alert')).toContainText('Elige al menos un aviso');
  await sheet.getByRole('checkbox', { name: 'Pedido nuevo' }).check();
  await expectSound(manager, 'connections-new-address');
  await sheet.getByRole('button', { name: 'Guardar' }).click();
  const first = await sheet.getByLabel('Secreto', { exact: true }).inputValue();
  expect(first).toMatch(/^whsec_/);
  await sheet.getByRole('button', { name: 'Ya lo guardé' }).click();

  const row = hooks.getByRole('listitem').filter({ hasText: other.url });
  await expect(row).toContainText('Sin envíos todavía');
  await row.getByRole('button', { name: 'Probar' }).click();
  await expect(manager.getByRole('dialog', { name: `Envíos a ${other.host}` })).toBeVisible();
  const sent = sheet.getByRole('listitem').filter({ hasText: 'Prueba' });
  await expect(sent).toContainText('Respondió bien (204).');
  // Somebody else may order meanwhile.
  const pings = () => other.received.filter(({ event }) => event === 'Ping');
  await expect.poll(() => pings().length).toBe(1);
  expect(pings()[0]!.signature).toMatch(/^t=\d+,v1=[0-9a-f]{64}$/);
  const again = sent.getByRole('button', { name: /^Enviar otra vez/ });
  await again.press('Enter');
  await expect.poll(() => pings().length).toBe(2);
  await expect(sheet.getByRole('status')).toContainText('Va otra vez: Prueba');
  await expect(again).toBeFocused();
  await expect(sent).toContainText('Entregado');
  await expectSound(manager, 'connections-log');
  await sheet.getByRole('button', { name: 'Cerrar' }).click();
  await expect(row).toContainText('Entregado');
  await expectSound(manager, 'connections');

  await row.getByRole('button', { name: 'Editar' }).click();
  await twice(manager, sheet, 'Cambiar el secreto', '¿Cambiarlo? Toca otra vez');
  const second = sheet.getByLabel('Secreto', { exact: true });
  await expect(second).toHaveValue(/^whsec_/);
  expect(await second.inputValue()).not.toBe(first);
  await sheet.getByRole('button', { name: 'Ya lo guardé' }).click();
  await row.getByRole('button', { name: 'Editar' }).click();
  await twice(manager, sheet, 'Quitar', '¿Quitar? Toca otra vez');
  await expect(row).toHaveCount(0);
  other.close();

  await manager.getByRole('link', { name: 'Ajustes' }).first().click();
  const history = manager.getByRole('region', { name: 'Historial de cambios' });
  await expect(history.getByText(`agregó los avisos a ${other.host}`).first()).toBeVisible();
  await expect(history).not.toContainText('whsec_');
});

test('only managers see the connections', async ({ staff }) => {
  const cook = await staff('cocina');
  await cook.goto('/restaurante/ajustes/conexiones');
  await expect(cook.getByRole('main')).toContainText('Esta pantalla no es para tu rol');
});
