// Light, dark or as the system says; kept in this browser only.
export type Theme = 'system' | 'light' | 'dark';

const key = 'mailstop.theme';
const order: readonly Theme[] = ['system', 'light', 'dark'];

function stored(): Theme {
  try {
    const value = localStorage.getItem(key);
    return order.find((theme) => theme === value) ?? 'system';
  } catch {
    return 'system'; // storage may be forbidden
  }
}

let current = $state<Theme>(stored());

function show(): void {
  if (current === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = current;
}

show();

export const theme = {
  get current(): Theme {
    return current;
  },
  next(): void {
    current = order[(order.indexOf(current) + 1) % order.length] ?? 'system';
    show();
    try {
      localStorage.setItem(key, current);
    } catch {
      // Then it holds for this visit.
    }
  },
};
