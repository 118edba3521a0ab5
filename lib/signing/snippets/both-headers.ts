import { previousHeader, type SingleValued, signatureHeaderName } from "#lib/signing/header-names";

/** The header, and the one that bears the secret before while a rotation overlaps: accepting either, none is refused. */
export const bothHeaders = (signature: SingleValued) =>
  JSON.stringify([signatureHeaderName(signature), previousHeader(signature).toLowerCase()]).replace(",", ", ");
