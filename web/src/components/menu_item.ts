import type { IconName } from './icons';

export interface MenuItem {
  label: string;
  icon: IconName;
  /** One of several that exclude each other: whether it is the one. */
  isChosen?: boolean;
  run: () => void;
}
