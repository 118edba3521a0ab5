import { AppError } from "#lib/errors/app-error";

/** Why somebody was not signed in, by the word in the address of the page that tells them. */
export const SIGN_IN_PROBLEMS = {
  password: "The e-mail address or the password is wrong.",
  stranger:
    "Nobody here has the address of that account. Ask an admin of your workspace for an invitation to that address, then sign in again.",
  unverified:
    "That account has no e-mail address that its provider has verified. Verify it there, or sign in another way.",
  declined: "You were not signed in, since the provider was not allowed to say who you are.",
  incomplete:
    "The provider's answer could not be used: it came too late, twice, or from another window. Start again from here.",
  unreachable: "The provider does not answer at the moment. Try again shortly, or sign in another way.",
  link: "This link was used, or has expired. Ask for a new one.",
  rate_limited: "Too many tries. Wait a few minutes, then try again.",
  unavailable: "The database does not answer at the moment. Try again shortly.",
  forbidden: "That request did not come from a page of ours. Start again from here.",
  failed: "Signing in failed on our side. Try again.",
} as const;
export type SignInProblem = keyof typeof SIGN_IN_PROBLEMS;

/** What next-auth calls them. */
const OF_NEXT_AUTH: Record<string, SignInProblem> = {
  CredentialsSignin: "password",
  OAuthSignin: "unreachable",
  OAuthCallback: "incomplete",
  Callback: "incomplete",
};

/** The problem behind a word from an address, which may be anything. */
export function signInProblem(word: string): SignInProblem {
  if (Object.hasOwn(SIGN_IN_PROBLEMS, word)) return word as SignInProblem;
  return (Object.hasOwn(OF_NEXT_AUTH, word) && OF_NEXT_AUTH[word]) || "failed";
}

/** Somebody who is known to be who they say, and still is not let in. */
export class SignInRefusal extends AppError {
  readonly problem: SignInProblem;

  constructor(problem: SignInProblem) {
    super("forbidden", SIGN_IN_PROBLEMS[problem]);
    this.problem = problem;
  }
}
