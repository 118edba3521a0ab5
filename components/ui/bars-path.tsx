interface Bar {
  x: number;
  /** From the top of the picture. */
  y: number;
  width: number;
  height: number;
}

/** Bars of one colour as a single element: a list shows thousands of them, and an element each is what a page is slow by. */
export function BarsPath({ bars, className }: { bars: readonly Bar[]; className: string }) {
  if (bars.length === 0) return null;
  return <path d={bars.map(outline).join("")} className={className} />;
}

const round = (value: number) => Math.round(value * 100) / 100;

function outline({ x, y, width, height }: Bar): string {
  return `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h-${round(width)}z`;
}
