/**
 * How data differs from an event type's JSON Schema, in words; none for a schema that can't be read here. The validator
 * is loaded when it is needed.
 */
export async function schemaProblems(schema: unknown, data: unknown): Promise<string[]> {
  const { fromJSONSchema } = await import("zod");
  let type: ReturnType<typeof fromJSONSchema>;
  try {
    type = fromJSONSchema(schema as Parameters<typeof fromJSONSchema>[0]);
  } catch {
    return [];
  }
  const parsed = type.safeParse(data);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message));
}
