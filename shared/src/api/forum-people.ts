/** Who people are now. */
import { z } from "zod";

/** `POST /veille/people.json` `{userIds}` */
export const PeopleRequest = z.strictObject({ userIds: z.array(z.int()).min(1).max(500) });
export const Person = z.object({
  userId: z.int(),
  state: z.enum(["active", "inactive", "staged", "anonymised", "suspended", "silenced", "gone"]),
  username: z.string().nullable(),
  name: z.string().nullable(),
  groups: z.array(z.int()),
  locale: z.string().nullable(),
  zone: z.string().nullable(),
});
export type Person = z.infer<typeof Person>;
export const PeopleAnswer = z.object({ people: z.array(Person) });
