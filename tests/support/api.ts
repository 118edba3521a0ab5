import { expect } from "vitest";

type Route<Params> = (request: Request, context: { params: Promise<Params> }) => Promise<Response>;

export interface Call<Params> {
  key?: string;
  method?: string;
  body?: unknown;
  /** The body as it stands, instead of `body` as JSON. */
  text?: string;
  query?: Record<string, string>;
  params?: Params;
  headers?: Record<string, string>;
}

/** Calls a route handler of app/api with a real Request, and checks what every answer must have. */
export async function callRoute<Params>(route: Route<Params>, call: Call<Params> = {}) {
  const { key, body, text = body === undefined ? undefined : JSON.stringify(body), params = {} as Params } = call;
  const request = new Request(`http://localhost/api/v1/x?${new URLSearchParams(call.query)}`, {
    method: call.method ?? (text === undefined ? "GET" : "POST"),
    headers: { ...(key && { authorization: `Bearer ${key}` }), "content-type": "application/json", ...call.headers },
    ...(text !== undefined && { body: text }),
  });
  const response = await route(request, { params: Promise.resolve(params) });
  expect(response.headers.get("x-request-id")).toMatch(/^[\w.:-]{8,}$/);
  const answer = await response.text();
  const isProblem = response.status >= 400;
  if (isProblem) expect(response.headers.get("content-type")).toBe("application/problem+json");
  const json = answer === "" ? null : JSON.parse(answer);
  if (isProblem)
    expect(json).toMatchObject({ status: response.status, code: expect.any(String), title: expect.any(String) });
  return { status: response.status, headers: response.headers, body: json };
}
