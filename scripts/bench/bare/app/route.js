/** The floor for publishing: reads what a publisher sends, and answers as much, without doing anything. */
export async function POST(request) {
  const { type } = await request.json();
  return Response.json({ data: [{ id: "evt_01m7xxw1ezes6a4rb0zsyfn0tm", type, deliveries: 0 }] }, { status: 202 });
}
