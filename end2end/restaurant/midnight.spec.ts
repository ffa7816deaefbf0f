import { expect, type Page, test } from '../support/test';

const DAY_MS = 24 * 60 * 60_000;

/** A date of a field, so many days later. */
function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The server's time as a page has it: a day later after `pass`. Before the page. */
async function serverClock(page: Page) {
  let ahead = 0;
  await page.route(/\/rpc\/(?!live)/, async (route) => {
    const response = await route.fetch();
    const time = Number(response.headers()['x-server-time']);
    const headers = { ...response.headers(), 'x-server-time': String(time + ahead) };
    await route.fulfill({ response, headers });
  });
  return {
    pass: () => {
      ahead = DAY_MS;
    },
  };
}

test('a dashboard that is open at midnight goes on to the next day', async ({ staff }) => {
  const manager = await staff('gerente');
  const clock = await serverClock(manager);
  const asked: string[] = [];
  manager.on('request', (request) => {
    if (request.url().includes('/rpc/dashboard/overview')) asked.push(request.postData() ?? '');
  });
  await manager.goto('/restaurante/tablero');
  const until = manager.getByLabel('Hasta');
  await expect(until).toHaveValue(/^\d{4}-/);
  const today = await until.inputValue();
  const yesterday = manager.getByRole('main').getByRole('link', { name: 'Ayer', exact: true });
  await expect(yesterday).toHaveAttribute('href', new RegExp(`desde=${plusDays(today, -1)}`));

  // The next answer says that it is tomorrow.
  clock.pass();
  await expect(until).not.toHaveValue(today, { timeout: 20_000 });
  const tomorrow = await until.inputValue();
  expect(tomorrow > today).toBe(true);
  await expect(until).toHaveAttribute('max', tomorrow);
  const before = plusDays(tomorrow, -1);
  await expect(yesterday).toHaveAttribute('href', new RegExp(`desde=${before}&hasta=${before}$`));
  const week = manager.getByRole('main').getByRole('link', { name: '7 días', exact: true });
  await expect(week).toHaveAttribute('href', new RegExp(`desde=${plusDays(tomorrow, -6)}&hasta=${tomorrow}$`));
  await expect(manager.getByRole('main').getByRole('link', { name: 'Hoy', exact: true })).toHaveAttribute('aria-current', 'true');
  await expect.poll(() => asked.filter((body) => body.includes(tomorrow)).length).toBeGreaterThan(0);

  // Days that were chosen stay as they are.
  await yesterday.click();
  await expect(manager.getByLabel('Desde')).toHaveValue(before);
  await expect(until).toHaveValue(before);
});
