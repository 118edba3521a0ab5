import manifest from "#package" with { type: "json" };

/** The version of this Posthorn, which Inngest shows beside the app. */
export const VERSION: string = manifest.version;
