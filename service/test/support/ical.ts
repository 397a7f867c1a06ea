import ICAL from "ical.js";

/** A shift in somebody's calendar; instants in ms. */
export interface Event {
  uid: string;
  start: number;
  end: number;
  sequence: number;
  status: string;
  summary: string;
}

/** What a calendar's text holds, as Thunderbird would read it. */
export const eventsIn = (text: string): Event[] =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: event.startDate.toJSDate().getTime(),
      end: event.endDate.toJSDate().getTime(),
      sequence: event.sequence,
      status: String(component.getFirstPropertyValue("status")),
      summary: event.summary,
    };
  });
