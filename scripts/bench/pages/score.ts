/** What a page's score is made of; times in milliseconds. */
export interface Vitals {
  firstContentfulPaint: number;
  speedIndex: number;
  largestContentfulPaint: number;
  totalBlockingTime: number;
  /** Without a unit. */
  cumulativeLayoutShift: number;
}

interface Curve {
  weight: number;
  /** The value that scores 0.9. */
  p10: number;
  /** The value that scores 0.5. */
  median: number;
}

/** Lighthouse 12 for desktop computers: core/config/default-config.js and core/audits/metrics/. */
const CURVES: Record<keyof Vitals, Curve> = {
  firstContentfulPaint: { weight: 0.1, p10: 934, median: 1600 },
  speedIndex: { weight: 0.1, p10: 1311, median: 2300 },
  largestContentfulPaint: { weight: 0.25, p10: 1200, median: 2400 },
  totalBlockingTime: { weight: 0.3, p10: 150, median: 350 },
  cumulativeLayoutShift: { weight: 0.25, p10: 0.1, median: 0.25 },
};

/** The inverse of erfc at 1/5. */
const INVERSE_ERFC_ONE_FIFTH = 0.9061938024368232;

/** Lighthouse's performance score, 0 to 100. */
export function performanceScore(vitals: Vitals): number {
  const names = Object.keys(CURVES) as (keyof Vitals)[];
  return 100 * names.reduce((sum, name) => sum + CURVES[name].weight * scoreOf(CURVES[name], vitals[name]), 0);
}

/** The share of a log-normal distribution that is above the value; the distribution is given by two of its points. */
export function scoreOf({ p10, median }: Pick<Curve, "p10" | "median">, value: number): number {
  if (value <= 0) return 1;
  const distance = (Math.log(value / median) * INVERSE_ERFC_ONE_FIFTH) / -Math.log(p10 / median);
  return (1 - errorFunction(distance)) / 2;
}

/** Abramowitz and Stegun, formula 7.1.26, as Lighthouse has it: at most 1.5e-7 off. */
function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const factors = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  const sum = factors.reduce((total, factor) => (total + factor) * t, 0);
  return Math.sign(x) * (1 - sum * Math.exp(-x * x));
}
