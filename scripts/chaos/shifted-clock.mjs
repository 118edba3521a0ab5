// Preloaded into a worker: its clock is wrong by CHAOS_CLOCK_MS milliseconds.
const shiftMs = Number(process.env.CHAOS_CLOCK_MS);
const RealDate = Date;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [RealDate.now() + shiftMs] : args));
  }

  static now() {
    return RealDate.now() + shiftMs;
  }
};
