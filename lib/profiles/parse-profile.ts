import { AppError, type FieldError } from "#lib/errors/app-error";
import { invalidInput, parseInput } from "#lib/errors/parse-input";
import { Profile } from "#lib/profiles/profile-schema";
import { signatureErrors } from "#lib/signing/signature-errors";
import { headerProblem } from "#lib/webhooks/header-rules";

/**
 * A profile that can be sent by: its form, and what no schema can say of it.
 *
 * @throws {AppError} `invalid_input` with one entry per bad field
 */
export function parseProfile(input: unknown): Profile {
  const profile = parseInput(Profile, input);
  const problems = profileProblems(profile);
  if (problems.length > 0) throw invalidInput(problems);
  return profile;
}

/** The same for a form that shows what is wrong while it is filled in. */
export function checkProfile(
  input: unknown,
): { profile: Profile; errors: [] } | { profile: null; errors: FieldError[] } {
  try {
    return { profile: parseProfile(input), errors: [] };
  } catch (error) {
    if (error instanceof AppError) return { profile: null, errors: error.errors };
    throw error;
  }
}

/** What is wrong with a profile whose fields are each right. */
export function profileProblems(profile: Profile): FieldError[] {
  return [...repeatedFields(profile), ...badHeaders(profile), ...signatureErrors(profile, profile.signature)];
}

function repeatedFields({ body }: Profile): FieldError[] {
  const names = body.fields.map(({ name }) => name);
  return names.flatMap((name, i) =>
    names.indexOf(name) < i ? [{ path: `body.fields.${i}.name`, message: "is used by another field already" }] : [],
  );
}

function badHeaders({ headers }: Profile): FieldError[] {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  return Object.entries(headers).flatMap(([name, source], i) => {
    const problem =
      names.indexOf(name.toLowerCase()) < i
        ? "is there already, in another spelling"
        : source === "data"
          ? "can't carry all of data; name one member: data.<member>"
          : headerProblem(name, null);
    return problem ? [{ path: `headers.${name}`, message: problem }] : [];
  });
}
