import { publicRoute } from "#lib/http/routes";
import { receiveRequest } from "#lib/inbox/receive-request";

/** The receiving half of `/inbox/<token>`: next.config.js sends everything here that is not a browser's page view. */
const receive = publicRoute<{ token: string }>(({ request, params }) => receiveRequest(params.token, request));

export const maxDuration = 150;
export {
  receive as DELETE,
  receive as GET,
  receive as HEAD,
  receive as OPTIONS,
  receive as PATCH,
  receive as POST,
  receive as PUT,
};
