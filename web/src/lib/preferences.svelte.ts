// The preferences of this browser: read once, written when they change, followed by the other tabs of the page.
import { parsePreferences, themes, type Preferences } from './preferences';

const key = 'mailstop.preferences';

function stored(): Preferences {
  try {
    return parsePreferences(localStorage.getItem(key));
  } catch {
    return parsePreferences(null); // storage may be forbidden
  }
}

let current = $state.raw<Preferences>(stored());

function showTheme(): void {
  if (current.theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = current.theme;
}

showTheme();

addEventListener('storage', (event) => {
  if (event.key !== key) return;
  current = stored();
  showTheme();
});

export const preferences = {
  get current(): Preferences {
    return current;
  },
  change(some: Partial<Preferences>): void {
    current = { ...current, ...some };
    showTheme();
    try {
      localStorage.setItem(key, JSON.stringify(current));
    } catch {
      // Then it holds for this visit.
    }
  },
  nextTheme(): void {
    const theme = themes[(themes.indexOf(current.theme) + 1) % themes.length] ?? 'system';
    preferences.change({ theme });
  },
};
