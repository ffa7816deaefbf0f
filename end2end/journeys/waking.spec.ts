import type { Request } from '@playwright/test';
import { stuck, withoutStorage } from '../support/bad-day';
import { registered } from '../support/customers';
import { APP, asleep, awake, cartLink, inTheKitchen, keepInCart, placed, priced } from '../support/storefront';
import { expect, loads, type Page, test } from '../support/test';

// What the server has drawn is there seconds before the app that answers to it, and not everything lets it be.

const CHICHA = 'Agregar Chicha morada grande';
const QUARTER = '/plato/pollo_1_4';

test('a dish takes nothing that it would lose', async ({ page }) => {
  const wake = await asleep(page);
  await page.goto(QUARTER, { waitUntil: 'commit' });
  const leg = page.getByRole('radio', { name: /Pierna/ });
  const note = page.getByLabel('Nota para la cocina');
  await expect(leg).toBeDisabled();
  await expect(note).not.toBeEditable();
  await expect(priced(page, 'Agregar')).toBeDisabled();
  wake();
  await leg.check();
  await note.fill('Bien dorado');
  await expect(leg).toBeChecked();
  await expect(note).toHaveValue('Bien dorado');
  await expect(page).toHaveURL(new RegExp(`${QUARTER}$`));
});

test('a tap on the carta is never lost without a sign', async ({ page }) => {
  const wake = await asleep(page);
  await page.goto('/carta', { waitUntil: 'commit' });
  const add = page.getByRole('button', { name: CHICHA });
  await expect(add).toBeDisabled();
  // It looks as it will, so that nothing flashes when the app is there.
  const colour = () => add.evaluate((button) => getComputedStyle(button).backgroundColor);
  const before = await colour();
  wake();
  await add.click();
  await expect(cartLink(page)).toContainText('1 producto');
  const another = page.getByRole('button', { name: /^Agregar / }).first();
  expect(await another.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe(before);
});

test('who goes on at once after adding a dish breaks nothing', async ({ page }) => {
  // A busy device comes late to what is to be done next.
  await page.addInitScript(() => {
    const soon = window.setTimeout;
    window.setTimeout = ((act: TimerHandler, ms?: number, ...values: unknown[]) =>
      soon(act, ms ? ms : 1_000, ...values)) as typeof window.setTimeout;
  });
  await page.goto('/carta');
  await awake(page);
  const reloads = loads(page);
  await page.getByRole('button', { name: CHICHA }).click();
  await cartLink(page).click();
  await expect(page.getByRole('main')).toContainText('Chicha morada');
  // What comes late has come once a timer that was set after it is over.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 0)));
  await expect(page.getByRole('main')).toContainText('Chicha morada');
  expect(reloads()).toBe(0);
});

test('who goes back before a page answers gets the page before it', async ({ page }) => {
  await page.goto('/carta');
  await awake(page);
  // Within the app: the entries of the history belong to one page.
  await page.getByRole('link', { name: '¼ de pollo a la brasa', exact: true }).click();
  await expect(page).toHaveURL(/pollo_1_4$/);
  await expect(priced(page, 'Agregar')).toBeEnabled();
  const wake = await asleep(page);
  await page.reload({ waitUntil: 'commit' });
  const add = priced(page, 'Agregar');
  await expect(add).toBeDisabled();
  await page.goBack({ waitUntil: 'commit' });
  await expect(page).toHaveURL(/\/carta$/);
  wake();
  await page.getByRole('button', { name: CHICHA }).click();
  await expect(cartLink(page)).toContainText('1 producto');
});

/** Has an extension put an element into the body as soon as there is one. Before the page. */
async function extended(page: Page, where: 'prepend' | 'append') {
  await page.addInitScript((where) => {
    const seen = new MutationObserver(() => {
      if (!document.body) return;
      seen.disconnect();
      const own = document.createElement('div');
      own.textContent = 'extension';
      document.body[where](own);
    });
    seen.observe(document, { childList: true, subtree: true });
  }, where);
}

for (const where of ['prepend', 'append'] as const) {
  test(`pages live beside an extension's element (${where})`, async ({ page }) => {
    await extended(page, where);
    await page.goto('/pedido');
    await expect(page.getByRole('heading', { level: 1, name: 'Tu pedido está vacío' })).toBeVisible();
    await page.goto('/pedidos/o_nada');
    await expect(page.getByRole('heading', { level: 1, name: 'No encontramos ese pedido' })).toBeVisible();
    await page.goto('/carta');
    await page.getByRole('button', { name: CHICHA }).click();
    await expect(cartLink(page)).toContainText('1 producto');
  });
}

test('browsers leave the texts of both apps as they are', async ({ page }) => {
  for (const path of ['/', '/carta', '/pedido', '/restaurante/']) {
    await page.goto(path);
    await expect(page.locator('html'), path).toHaveAttribute('translate', 'no');
    await expect(page.locator('meta[name=google]'), path).toHaveAttribute('content', 'notranslate');
    await expect(page.locator('meta[name=format-detection]'), path).toHaveAttribute('content', /telephone=no/);
  }
});

test('who is in a field when the app arrives goes on there', async ({ page }) => {
  const wake = await asleep(page);
  await page.goto('/ingresar', { waitUntil: 'commit' });
  const username = page.getByLabel('Correo o usuario');
  await username.focus();
  await page.keyboard.type('l');
  await expect(username).toHaveValue('');
  await expect(page.getByRole('button', { name: 'Ingresar', exact: true })).toBeDisabled();
  wake();
  await expect(username).toBeEditable();
  await expect(username).toBeFocused();
  await page.keyboard.type('lucia');
  await expect(username).toHaveValue('lucia');
  await expect(page).toHaveURL(/\/ingresar$/);
});

/** What moves on a page by itself from now on, as browsers count it. Before the page. */
async function shifts(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const seen = { sum: 0 };
    Object.assign(window, { shifts: seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () =>
    page.evaluate(async () => {
      // What was drawn last is counted once it has been shown.
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
      return (window as unknown as { shifts: { sum: number } }).shifts.sum;
    });
}

for (const [width, height] of [
  [390, 844],
  [1440, 900],
]) {
  test(`nothing moves when the app takes the place of a page ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await registered(page);
    await keepInCart(page, 'pollo_1_4', 'chicha_grande', 'papas_fritas');
    const [paid, unpaid] = [await inTheKitchen(page), await placed(page)];
    const moved = await shifts(page);
    const opened = async (path: string, there: string | RegExp) => {
      const wake = await asleep(page);
      await page.goto(path, { waitUntil: 'commit' });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByRole('contentinfo')).not.toBeInViewport();
      wake();
      await expect(page.getByRole('main')).toContainText(there);
      await page.waitForLoadState('networkidle');
      expect.soft(await moved(), path).toBeLessThan(0.05);
      await page.unroute(APP);
    };
    await opened('/pedido', 'Papas fritas');
    await opened('/pedido/entrega', '¿Cómo lo quieres?');
    await opened(`/pedido/pago/${unpaid.orderId}`, 'para pagar');
    await opened(`/pedidos/${paid.orderId}`, 'Ya está en la cola de la cocina.');
    await opened('/cuenta', 'Tu privacidad');
    await opened('/cuenta/pedidos', `Pedido ${paid.number}`);
    await opened('/libro-de-reclamaciones', 'Detalle');
    await page.context().clearCookies();
    for (const path of ['/ingresar', '/registro', '/recuperar']) await opened(path, /Ingresar|Crea|Recupera/);
  });
}

test.describe('after a fault', () => {
  test.use({ provoked: /panicked|unreachable|provoked|closure invoked/ });

  test('a page that was changed before the app began is drawn anew', async ({ page }) => {
    await page.route('**/carta', async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      const body = html.replace('<div id="app" data-drawn>', '$&un texto de otros');
      expect(body).not.toBe(html);
      await route.fulfill({ response, body });
    });
    await page.goto('/carta');
    await page.getByRole('button', { name: CHICHA }).click();
    await expect(cartLink(page)).toContainText('1 producto');
    await expect(page.getByText('un texto de otros')).toHaveCount(0);
  });

  test('the page loads itself once, then says so, and the cart stays', async ({ page }) => {
    await stuck(page);
    await page.goto('/carta');
    await page.getByRole('button', { name: CHICHA }).click();
    await expect(cartLink(page)).toContainText('1 producto');
    const reloads = loads(page);
    const dish = page.getByRole('link', { name: '¼ de pollo a la brasa', exact: true });
    await dish.click();
    await expect.poll(reloads).toBe(1);
    await expect(cartLink(page)).toContainText('1 producto');
    await dish.click();
    const said = page.getByRole('dialog', { name: 'Algo falló' });
    await expect(said).toBeVisible();
    await expect(said.getByRole('button', { name: 'Recargar' })).toBeFocused();
    expect(reloads()).toBe(1);
    await said.getByRole('button', { name: 'Recargar' }).click();
    await expect.poll(reloads).toBe(2);
    await expect(cartLink(page)).toContainText('1 producto');
  });

  test('the server learns of it once, and nothing about a person', async ({ page }) => {
    await stuck(page);
    const reports: Request[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/rpc/operations/report-fault')) reports.push(request);
    });
    await page.goto('/plato/pollo_1_2?nombre=lucia');
    await awake(page);
    const reloads = loads(page);
    const link = page.getByRole('link', { name: 'Carta', exact: true }).filter({ visible: true }).first();
    await link.click();
    await expect.poll(reloads).toBe(1);
    await awake(page);
    // The same fault less than a minute later is no other one.
    await link.click();
    await expect(page.getByRole('dialog', { name: 'Algo falló' })).toBeVisible();
    expect(reports).toHaveLength(1);
    const [sent] = reports;
    const { report, ...rest } = sent.postDataJSON();
    expect(rest).toEqual({});
    expect(Object.keys(report).sort()).toEqual(['app', 'browser', 'build', 'location', 'message', 'page']);
    expect(report).toMatchObject({ app: 'storefront', browser: 'chromium', page: '/plato/:id' });
    expect(report.build).toMatch(/\.js$/);
    expect(report.location).toMatch(/\.rs:\d+:\d+$/);
    expect(sent.postData()).not.toMatch(/lucia|nombre|pollo/);
    expect((await sent.allHeaders()).cookie).toBeUndefined();
  });

  test('a browser that keeps nothing does not load again by itself', async ({ page }) => {
    await withoutStorage(page);
    await stuck(page);
    await page.goto('/carta');
    await page.getByRole('button', { name: CHICHA }).click();
    await expect(cartLink(page)).toContainText('1 producto');
    const reloads = loads(page);
    await page.getByRole('link', { name: '¼ de pollo a la brasa', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Algo falló' })).toBeVisible();
    expect(reloads()).toBe(0);
  });
});

test.describe('without a network', () => {
  test.use({ provoked: /ERR_CONNECTION_RESET|ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/ });

  test('a part of the app that was lost on its way is asked for again', async ({ page }) => {
    await page.goto('/carta');
    await awake(page);
    let lost = 0;
    const parts = /\/assets\/client-[^/]*\.wasm$/;
    await page.route(parts, (route) => {
      lost++;
      return route.abort('connectionreset');
    });
    await cartLink(page).click();
    await expect.poll(() => lost).toBeGreaterThan(1);
    await page.unroute(parts);
    await expect(page.getByRole('heading', { level: 1, name: 'Tu pedido está vacío' })).toBeVisible();
  });

  test('a part that cannot be had is said, and had with the network', async ({ page, context }) => {
    await page.goto('/carta');
    await awake(page);
    await context.setOffline(true);
    await cartLink(page).click();
    await expect(page.getByRole('dialog', { name: 'No se pudo cargar la página' })).toBeVisible({ timeout: 90_000 });
    await context.setOffline(false);
    await expect(page.getByRole('heading', { level: 1, name: 'Tu pedido está vacío' })).toBeVisible();
  });
});
