const gap = 6;

/** Puts a floating element beside its trigger, inside the window; narrow windows show it as a sheet by style alone. */
export function place(element: HTMLElement, trigger: HTMLElement, placement: string = "bottom-start"): void {
  if (innerWidth <= 600) {
    return;
  }
  const at = trigger.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const left = placement.startsWith("right") ? at.right + gap : at.left;
  const top = placement.startsWith("right")
    ? at.top
    : placement.startsWith("top")
      ? at.top - height - gap
      : at.bottom + gap;
  const inside = (value: number, most: number) => Math.max(gap, Math.min(value, most - gap));
  element.style.left = `${inside(left, innerWidth - width)}px`;
  element.style.top = `${inside(top, innerHeight - height)}px`;
}
