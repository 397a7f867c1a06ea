import type { Check } from "./check.ts";
import { authors } from "./checks/authors.ts";
import { calm } from "./checks/calm.ts";
import { cancelling } from "./checks/cancelling.ts";
import { digests } from "./checks/digests.ts";
import { givingBack } from "./checks/giving-back.ts";
import { moves } from "./checks/moves.ts";
import { pictures } from "./checks/pictures.ts";
import { publishing } from "./checks/publishing.ts";
import { reading } from "./checks/reading.ts";
import { requests } from "./checks/requests.ts";
import { reviewing } from "./checks/reviewing.ts";
import { topics } from "./checks/topics.ts";
import { waits } from "./checks/waits.ts";

/** Everything that the service relies on, whichever forum answers. */
export const checks: Check[] = [
  ...[publishing, requests, authors, topics, waits],
  ...[cancelling, reviewing, pictures, givingBack, reading, moves, calm, digests],
].flat();
