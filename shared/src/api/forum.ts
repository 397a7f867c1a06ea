/** What the service and the plugin's Ruby say to each other, by subject: every call takes a list and answers per item. */
export * from "./forum-calm.ts";
export * from "./forum-changes.ts";
export * from "./forum-give-back.ts";
export * from "./forum-people.ts";
export * from "./forum-publication.ts";
export * from "./forum-requests.ts";
export * from "./forum-site.ts";
export * from "./forum-uploads.ts";

/** The version of this contract; both sides answer it and the service refuses another. */
export const CONTRACT = 1;
