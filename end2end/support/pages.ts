import { expectAccessible, expectNoSidewaysScroll } from './accessibility';
import { picture } from './pictures';
import { expect, type Page, test } from './test';

/** The screens at which a page is looked at, of each project. */
const SCREENS: Record<string, [number, number][]> = {
  phone: [
    [360, 780],
    [390, 844],
  ],
  tablet: [
    [820, 1180],
    [1180, 820],
  ],
  desktop: [[1440, 900]],
};

/** What every page must be: named, with one heading, within the screen, and without faults in light and dark. */
export async function expectSound(page: Page, name: string) {
  const { project } = test.info();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await expect(page.getByRole('main')).toHaveCount(1);
  await expect(page).toHaveTitle(/\S · \S/);
  for (const [width, height] of SCREENS[project.name]) {
    await page.setViewportSize({ width, height });
    await expectNoSidewaysScroll(page);
    await picture(page, `${name}-${width}`, { whole: true });
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expectAccessible(page, { colours: colorScheme === 'dark' });
  }
  await picture(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
}
