/**
 * The outline of a bar, for bars of one colour as a single element: a list shows thousands of them, and an element each is
 * what a page is slow by. In whole units: a picture whose view box is ten times its size is exact enough, and decimals
 * are most of such a path.
 *
 * @param top from the top of the picture
 */
export function barOutline(x: number, top: number, width: number, height: number): string {
  const [y, tall] = [Math.round(top), Math.round(height)];
  return `M${Math.round(x)} ${y}h${width}v${tall}h-${width}z`;
}

/** @param d outlines, one after another */
export function BarsPath({ d, className }: { d: string; className: string }) {
  return d === "" ? null : <path d={d} className={className} />;
}
