// Seeds the demo; a process of its own, so that the supervisor holds no database client.
import { db } from "#lib/database/client";
import { seedDemo } from "#prisma/seed";

await seedDemo();
await db().$disconnect();
