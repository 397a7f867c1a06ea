import { z } from "zod";
import { ForumId, Instant, KindId, LocalDate } from "./common.ts";
import { ShiftId } from "./shift-template.ts";
import { Order, Shift } from "./watch.ts";

/** `GET /v1/me/shifts?from&until`: local dates in my zone, both included; what runs or starts in them. */
export const MyShiftsQuery = z.strictObject({ from: LocalDate.optional(), until: LocalDate.optional() });
export const MyShifts = z
  .strictObject({ shifts: z.array(Shift), orders: z.array(Order), serverTime: Instant })
  .meta({ id: "MyShifts" });

/** `POST /v1/me/shifts/give-up`: several at once, as before a leave. What is not mine is left alone. */
export const GiveUp = z.strictObject({ shifts: z.array(ShiftId).min(1).max(200) }).meta({ id: "GiveUp" });
export const GivenUp = z.strictObject({ freed: z.array(ShiftId) }).meta({ id: "GivenUp" });

/** `POST /v1/me/step-back`: "I can't any more, from now": frees the next 7 days, ends the presence, starts a leave. */
export const SteppedBack = z
  .strictObject({ freed: z.array(ShiftId), leaveFrom: LocalDate, leaveUntil: LocalDate })
  .meta({ id: "SteppedBack" });

/** The end of a leave until further notice. */
export const FURTHER_NOTICE = "2099-12-31";

/** `POST /v1/urgent`: "this can't wait", once a day and member. `case`: place in the kind's list, from 0. */
export const Urgent = z
  .strictObject({ kind: KindId, case: z.int().min(0).max(19), topicId: ForumId.nullable() })
  .meta({ id: "Urgent" });
/** `reached`: how many of those on watch were told; 0: nobody is there who wants it. */
export const UrgentSent = z.strictObject({ reached: z.int() }).meta({ id: "UrgentSent" });
