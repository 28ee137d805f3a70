// Where a long list stands in the element that scrolls it: see virtual.ts.
import { scrolled, standAt, type Scale, type Stand } from './virtual';

export class Scroller {
  element = $state<HTMLElement>();
  height = $state(0);
  private stand = $state.raw<Stand>({ top: 0, scrollTop: 0 });

  constructor(private readonly scale: (height: number) => Scale) {}

  get top(): number {
    return this.stand.top;
  }

  /** How far up the rows are moved, so that they are where the element shows them. */
  get shift(): number {
    return this.stand.top - this.stand.scrollTop;
  }

  /** After the element was scrolled. */
  follow(): void {
    if (this.element) this.place(scrolled(this.scale(this.height), this.stand, this.element.scrollTop));
  }

  to(top: number): void {
    this.place(standAt(this.scale(this.height), this.stand, top));
  }

  private place(stand: Stand): void {
    this.stand = stand;
    const { element } = this;
    if (element && Math.abs(element.scrollTop - stand.scrollTop) >= 1) element.scrollTop = stand.scrollTop;
  }
}
