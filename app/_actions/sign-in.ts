"use server";

import { after } from "next/server";
import { z } from "zod";
import { asVisitor } from "#app/_lib/action";
import type { ActionResult } from "#lib/actions/action-result";
import { createOperator, type OperatorInput } from "#lib/setup/create-operator";
import { type LinkRequest, requestLink } from "#lib/sign-in-links/request-link";
import { type ResetInput, resetPassword } from "#lib/sign-in-links/reset-password";

const Token = z.string().max(128);

/** The mail is written after the answer, which so takes as long for an address of ours as for any other. */
export async function requestLinkAction(input: LinkRequest): Promise<ActionResult<void>> {
  return asVisitor(async (request) => after(requestLink(input, request)));
}

export async function resetPasswordAction(
  token: string,
  input: ResetInput,
): Promise<ActionResult<{ email: string; to: string }>> {
  return asVisitor((request) => resetPassword(Token.parse(token), input, request));
}

export async function createOperatorAction(
  token: string,
  input: OperatorInput,
): Promise<ActionResult<{ email: string }>> {
  return asVisitor((request) => createOperator(Token.parse(token), input, request));
}
