import { BadDay } from '../support/bad-day';
import { press } from '../support/console';
import { registered } from '../support/customers';
import { awake, cartLink, inTheKitchen, keepInCart, offer, priced } from '../support/storefront';
import { expect, type Page, test } from '../support/test';

// Where somebody is on a page, and that nothing takes them away from there.

const scrolled = (page: Page) => page.evaluate(() => Math.round(scrollY));

/** Waits until a page is scrolled down so far, give or take what a line of text takes. */
async function expectAt(page: Page, top: number) {
  await expect.poll(async () => Math.abs((await scrolled(page)) - top), { message: `at ${top}` }).toBeLessThan(60);
}

test('a category of the home page leads to it, and back to where one was', async ({ page }) => {
  await page.goto('/');
  await awake(page);
  const tile = page.getByRole('navigation', { name: 'Categorías' }).getByRole('link', { name: 'Postres' });
  await tile.hover();
  const before = await scrolled(page);
  await tile.click();
  await expect(page).toHaveURL(/\/carta\/postres$/);
  await expect(page.getByRole('heading', { level: 2, name: 'Postres' })).toBeInViewport();
  await page.goBack();
  await expect(tile).toBeInViewport();
  await expectAt(page, before);
});

test('the way back from a dish leads to where the carta was', async ({ page }) => {
  await page.goto('/carta/parrillas');
  await awake(page);
  const dish = page.getByRole('link', { name: 'Inca Kola de 1.5 l', exact: true });
  await dish.hover();
  const before = await scrolled(page);
  await dish.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inca Kola de 1.5 l' })).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Carta', exact: true }).click();
  await expect(page).toHaveURL(/\/carta\/parrillas$/);
  await expect(dish).toBeInViewport();
  await expectAt(page, before);
  // The same after putting it into the order.
  await dish.click();
  await priced(page, 'Agregar').click();
  await expect(page.getByText('Agregamos Inca Kola de 1.5 l.')).toBeVisible();
  await expectAt(page, before);
  // And by the browser's own way back.
  await dish.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Inca Kola de 1.5 l' })).toBeVisible();
  await page.goBack();
  await expect(dish).toBeInViewport();
  await expectAt(page, before);
});

test('nobody who reads the carta is taken away from there', async ({ page, request }) => {
  const day = await BadDay.of(page, '**/rpc/catalog/storefront*', 'held');
  await page.goto('/carta/bebidas');
  await awake(page);
  await expect(page.getByRole('heading', { level: 2, name: 'Bebidas' })).toBeInViewport();
  await page.evaluate(() => scrollTo({ top: 600, behavior: 'instant' }));
  await expectAt(page, 600);
  // The fresh carta comes late, and then a dish is sold out.
  const sauce = page.getByRole('article').filter({ has: page.getByRole('link', { name: 'Salsa extra', exact: true }) });
  const state = async () => {
    day.release();
    return sauce.getAttribute('data-state');
  };
  try {
    await offer(request, 'salsa_extra', false);
    await expect.poll(state).toBe('soldout');
    await expectAt(page, 600);
  } finally {
    await offer(request, 'salsa_extra', true);
  }
});

/** What has the focus, where a bar of the page is drawn over all of it. */
function covered(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const at = document.activeElement;
    const box = at?.getBoundingClientRect();
    if (!at || !box || box.height === 0) return undefined;
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const bar = over?.closest('.buy-bar, .bottom-bar, .site-header, .menu-bar');
    if (!bar || bar.contains(at)) return undefined;
    const { top, bottom } = bar.getBoundingClientRect();
    return box.top >= top && box.bottom <= bottom ? at.outerHTML.slice(0, 120) : undefined;
  });
}

for (const size of [
  { width: 390, height: 844 },
  { width: 1280, height: 720 },
]) {
  test(`what has the focus is never under the bars, ${size.width} wide`, async ({ page }) => {
    await page.setViewportSize(size);
    for (const path of ['/plato/pollo_1_4', '/carta']) {
      await page.goto(path);
      await awake(page);
      const found: string[] = [];
      for (let stop = 0; stop < 90; stop++) {
        // Back as well, where the bars at the top are in the way.
        await page.keyboard.press(stop < 60 ? 'Tab' : 'Shift+Tab');
        const one = await covered(page);
        if (one) found.push(one);
      }
      expect.soft(found, path).toEqual([]);
    }
  });
}

test('the sheet in which one cancels keeps the focus while the order goes on', async ({ page, staff }) => {
  await page.clock.install();
  await registered(page);
  const { orderId, number } = await inTheKitchen(page);
  await page.goto(`/pedidos/${orderId}`);
  await page.getByRole('button', { name: 'Cancelar pedido' }).click();
  const sheet = page.getByRole('dialog', { name: '¿Cancelamos tu pedido?' });
  const reason = sheet.getByRole('radio').nth(1);
  await reason.check();
  await reason.focus();
  await page.getByRole('heading', { level: 1, includeHidden: true }).evaluate((heading) => {
    heading.setAttribute('data-same', '');
  });
  await page.clock.runFor(41_000);
  await expect(reason).toBeFocused();
  const kitchen = await staff('cocina');
  await kitchen.goto('/restaurante/cocina');
  await press(kitchen, 'Tomar', number);
  await expect(page.getByText('Rosa lo está preparando.')).toBeVisible();
  await expect(page.locator('bdi').filter({ hasText: 'Rosa' })).toHaveCount(1);
  await expect(reason).toBeFocused();
  await expect(reason).toBeChecked();
  await expect(page.locator('h1[data-same]')).toHaveCount(1);
  // It can be cancelled no more: closed, it does not come back.
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Cancelar pedido' })).toHaveCount(0);
});

test('a kept time that is over becomes as soon as possible', async ({ page }) => {
  await registered(page);
  await keepInCart(page, 'pollo_1_2');
  await page.goto('/pedido/entrega');
  await expect(page.getByLabel('Teléfono')).toHaveValue('999 888 777');
  await page.evaluate(() => {
    const draft = JSON.parse(localStorage.getItem('checkout') ?? '{}');
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    localStorage.setItem('checkout', JSON.stringify({ ...draft, scheduled_for: yesterday }));
  });
  await page.reload();
  const when = page.getByRole('main').getByRole('radiogroup', { name: '¿Para cuándo?' });
  await expect(when.getByRole('radio', { name: /Lo antes posible/ })).toBeChecked();
  await expect(page.getByText('La hora que elegiste ya pasó')).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Hora' })).toHaveCount(0);
  await when.getByRole('radio', { name: /Programar/ }).check();
  await expect(page.getByText('La hora que elegiste ya pasó')).toHaveCount(0);
});

test('ordering again waits for the whole carta', async ({ page }) => {
  await registered(page);
  await inTheKitchen(page);
  // It is asked for again when the line is open.
  const day = await BadDay.of(page, '**/rpc/catalog/storefront*', 'held', 'held', 'held');
  await page.goto('/cuenta/pedidos');
  const again = page.getByRole('button', { name: 'Repetir' }).first();
  await expect(again).toBeDisabled();
  const awakened = async () => {
    day.release();
    return again.isEnabled();
  };
  await expect.poll(awakened).toBe(true);
  await again.click();
  await expect(page.getByText('Agregamos el plato a tu pedido.')).toBeVisible();
  await expect(page).toHaveURL(/\/pedido$/);
});

test('what did not fit into the order is not said to be in it', async ({ page }) => {
  await page.goto('/terminos');
  await page.evaluate(() => {
    const lines = Array.from({ length: 49 }, (_, n) => ({ productId: 'pollo_1_2', qty: 1, note: `${n}` }));
    localStorage.setItem('cart', JSON.stringify([{ productId: 'inca_kola_1_5l', qty: 98 }, ...lines]));
  });
  await page.goto('/carta');
  await expect(cartLink(page)).toContainText('99+');
  await page.getByRole('button', { name: 'Agregar Chicha morada grande' }).click();
  await expect(page.getByText('Ya no cabe más en tu pedido.')).toBeVisible();
  await expect(page.getByText('Agregamos Chicha')).toHaveCount(0);

  await page.goto('/plato/inca_kola_1_5l');
  const more = page.getByRole('group', { name: 'Cantidad' }).getByRole('button', { name: 'Agregar uno' });
  for (let times = 0; times < 4; times++) await more.click();
  await priced(page, 'Agregar').click();
  await expect(page.getByText('Agregamos 1 × Inca Kola de 1.5 l. Ya no cabe más en tu pedido.')).toBeVisible();
});

test('signing out ends at home', async ({ page }) => {
  await registered(page);
  await page.goto('/cuenta');
  await page.getByRole('button', { name: /^Cerrar sesión/ }).first().click();
  await expect(page.getByText('Cerraste tu sesión')).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('heading', { level: 1, name: 'El fuego ya está prendido. Falta tu antojo.' })).toBeVisible();
});
