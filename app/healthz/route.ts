import { connection } from "next/server";

/** Whether this process is up. */
export async function GET() {
  await connection();
  return Response.json({ status: "ok" });
}
