/** One choice of one filter of the deliveries page. */
export interface Choice {
  /** Two choices of the same filter exclude each other. */
  filter: string;
  name: string;
  /** What stands in the URL for it. */
  query: Record<string, string>;
  /** Whether it searches for a text in events. */
  isText?: boolean;
}

export interface Combination {
  name: string;
  query: Record<string, string>;
  /** How many filters are set. */
  size: number;
  isText: boolean;
}

/**
 * No filter, every choice alone, every pair of two filters, and a sample of larger ones. The sample is the same for the same
 * seed.
 */
export function combine(choices: Choice[], sampleSize: number, seed = 1): Combination[] {
  const pairs = choices.flatMap((one, index) =>
    choices
      .slice(index + 1)
      .filter((other) => other.filter !== one.filter)
      .map((other) => [one, other]),
  );
  return [[], ...choices.map((choice) => [choice]), ...pairs, ...sample(choices, sampleSize, seed)].map(combination);
}

function combination(parts: Choice[]): Combination {
  return {
    name: parts.map(({ name }) => name).join(" + ") || "no filter",
    query: Object.assign({}, ...parts.map(({ query }) => query)),
    size: parts.length,
    isText: parts.some(({ isText }) => isText),
  };
}

function sample(choices: Choice[], count: number, seed: number): Choice[][] {
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const filters = [...Map.groupBy(choices, ({ filter }) => filter).values()];
  if (filters.length < 3) return [];
  return Array.from({ length: count }, () => {
    const rest = [...filters];
    const size = 3 + below(filters.length - 2);
    const taken = Array.from({ length: size }, () => rest.splice(below(rest.length), 1)[0] ?? []);
    return taken.flatMap((options) => options.slice(below(options.length)).slice(0, 1));
  });
}

/** Mulberry32: numbers from 0 to 1 that are the same for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}
