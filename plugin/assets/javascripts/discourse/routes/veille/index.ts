import { MembersRoute } from "../../lib/members-route.ts";

export default class VeilleIndexRoute extends MembersRoute {}
